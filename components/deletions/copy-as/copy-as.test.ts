import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COPY_TARGETS, copyAs } from "./copy-as";
import type { DeleteCall } from "./delete-call";
import { doubleQuoted, phpQuoted, shellQuoted } from "./quote";

const IDS = ["23ab850b4f654b6e91d24d8157000001", "93ab850b4f6f4b6e91d24d81d4000002"];
const call: DeleteCall = { region: "ap-southeast-1", videoIds: IDS, force: false };

/** What the shell would hand to a program, one argument per line of output. */
function shellWords(command: string): string[] {
  const out = execFileSync("sh", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" });
  return out.split("\0").slice(0, -1);
}

describe.each(COPY_TARGETS)("a call copied as $name", ({ target }) => {
  const text = copyAs(target, call);

  it("names every id, in order, and the region's own endpoint", () => {
    expect(text).toContain(target === "curl" ? IDS.join("%2C") : IDS.join(","));
    expect(text).toContain("vod.ap-southeast-1.aliyuncs.com");
  });

  it("is forced only where the call was", () => {
    const forced = /force\b.{0,16}?\btrue\b/i;
    expect(text).not.toMatch(forced);
    expect(copyAs(target, { ...call, force: true })).toMatch(forced);
  });

  it("says first what it would do, and how many", () => {
    const [first, second] = text.split("\n");
    expect(target === "php" ? second : first).toContain("deletes 2 source files for good");
  });

  it("holds no secret and no place to write one into the code", () => {
    expect(text).not.toMatch(/accessKeySecret|access_key_secret|AccessKeyId\s*[=:(]|LTAI/);
  });
});

const hostile = [
  `a'b"c`,
  "a`id`$(id)$HOME b",
  "back\\slash\\'",
  "line\nbreak\r\ttab",
  "u2028:\u2028 quote: \u2019",
  "*/ // # <?php ?>",
];

describe("an id that is not one", () => {
  it.each(hostile)("stays one word in the shell: %j", (text) => {
    expect(shellWords(shellQuoted(text))).toEqual([text]);
  });

  it.each(hostile)("leaves no shell command but the one: %j", (text) => {
    const command = copyAs("aliyun-cli", { ...call, region: text, videoIds: [text, "x"] });
    const words = shellWords(command.slice(command.indexOf("aliyun vod ")));
    expect(words).toEqual([
      "aliyun",
      "vod",
      "DeleteMezzanines",
      "--region",
      text,
      "--endpoint",
      `vod.${text}.aliyuncs.com`,
      "--VideoIds",
      `${text},x`,
      "--Force",
      "false",
    ]);
  });

  it.each(hostile)("never stands in a comment: %j", (text) => {
    for (const { target } of COPY_TARGETS) {
      const copied = copyAs(target, { ...call, region: text, videoIds: [text] });
      for (const line of copied.split("\n").filter((l) => /^\s*(#(?!include)|\/\/)/.test(l))) {
        expect(copyAs(target, { ...call, videoIds: ["x"] })).toContain(line);
      }
    }
  });
});

it("a double-quoted literal is one line, and reads back as the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const literal = doubleQuoted(text);
      expect(literal).not.toMatch(/[\n\r\u2028\u2029]/);
      expect(JSON.parse(literal)).toBe(text);
    }),
  );
});

it("a PHP literal closes where it ends, and not before", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const literal = phpQuoted(text);
      expect(literal).toMatch(/^'(?:[^'\\]|\\['\\])*'$/);
      expect(literal.slice(1, -1).replace(/\\(['\\])/g, "$1")).toBe(text);
    }),
  );
});
