import { describe, expect, test } from "vitest";
import { LOCALES } from "./locales.ts";
import { loadMessages, pickMessages } from "./messages.ts";

/** Every text by its full key: `videos.filters.status`. */
function texts(node: unknown, path = ""): [key: string, text: string][] {
  if (typeof node === "string") return [[path, node]];
  if (node === null || typeof node !== "object") throw new Error(`${path} is neither a text nor a group`);
  return Object.entries(node).flatMap(([key, child]) => texts(child, path ? `${path}.${key}` : key));
}

/** `plural` and `number` both take a number; which of the two a language needs is its own affair. */
const TAKES: Record<string, string> = { plural: "number", selectordinal: "number", time: "date" };

/** The arguments and tags of an ICU text with what they take: `count:number`, `name`, `<b>`. */
function placeholders(text: string): string[] {
  const found = new Set<string>();
  for (const [, tag] of text.matchAll(/<(\w+)>/g)) found.add(`<${tag}>`);
  /** Reads text up to the brace that closes it, and gives the place after that brace. */
  const readText = (from: number): number => {
    let at = from;
    while (at < text.length && text[at] !== "}") at = text[at] === "{" ? readArgument(at + 1) : at + 1;
    return at + 1;
  };
  const readArgument = (from: number): number => {
    const head = /^\s*(\w+)\s*(?:,\s*(\w+)\s*)?/.exec(text.slice(from));
    if (!head) throw new Error(`no argument at ${from} of: ${text}`);
    const [all, name, kind] = head;
    found.add(kind ? `${name}:${TAKES[kind] ?? kind}` : `${name}`);
    let at = from + all.length;
    // Inside an argument a brace opens a branch, which is text again.
    while (at < text.length && text[at] !== "}") at = text[at] === "{" ? readText(at + 1) : at + 1;
    return at + 1;
  };
  readText(0);
  return [...found].sort();
}

const reference = new Map(texts(await loadMessages("en")));

describe.each(LOCALES.filter((locale) => locale !== "en"))("the texts in %s", async (locale) => {
  const translated = new Map(texts(await loadMessages(locale)));

  test("have exactly the keys of the English ones", () => {
    expect([...translated.keys()].sort()).toEqual([...reference.keys()].sort());
  });

  test("take the same arguments and tags as the English ones", () => {
    const given = Object.fromEntries([...translated].map(([key, text]) => [key, placeholders(text)]));
    const wanted = Object.fromEntries(
      [...reference].filter(([key]) => translated.has(key)).map(([key, text]) => [key, placeholders(text)]),
    );
    expect(given).toEqual(wanted);
  });
});

describe.each(LOCALES)("every text in %s", async (locale) => {
  const all = texts(await loadMessages(locale));

  test("says something", () => {
    expect(all.filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test("can be read as an ICU message", async () => {
    const { createTranslator } = await import("use-intl/core");
    const faults: string[] = [];
    const translate = createTranslator({
      locale,
      messages: await loadMessages(locale),
      onError: (error) => {
        // Arguments are not given here, which is another error than a text that cannot be parsed.
        if (error.code === "INVALID_MESSAGE") faults.push(error.message);
      },
    });
    // Every key there is; the typed signature allows one at a time and asks for its arguments.
    for (const [key] of all) (translate as (key: string) => unknown)(key);
    expect(faults).toEqual([]);
  });
});

test("only the namespaces asked for are picked", async () => {
  const picked = pickMessages(await loadMessages("en"), ["common"]);
  expect(Object.keys(picked)).toEqual(["common"]);
});
