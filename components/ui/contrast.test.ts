import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const [, light = "", dark = ""] = /:root \{([\s\S]*?)@variant dark \{([\s\S]*?)\n {4}\}/.exec(css) ?? [];

function tokens(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]),
  );
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["canvas", "surface", "sunken", "raised", "hover"];
const TONES = ["accent", "danger", "warn", "ok", "neutral"];
const pairs = (texts: string[], grounds: string[]) =>
  texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground]));

const TEXT = [
  ...pairs(["ink", "ink-muted", "ink-faint"], GROUNDS),
  ...pairs(
    TONES.map((tone) => `${tone}-ink`),
    GROUNDS,
  ),
  ...TONES.map((tone): [string, string] => [`${tone}-ink`, `${tone}-soft`]),
  ...pairs(
    ["ink", "ink-muted"],
    TONES.map((tone) => `${tone}-soft`),
  ),
  ...pairs(["on-accent"], ["accent", "accent-hover"]),
  ...pairs(["on-danger"], ["danger", "danger-hover"]),
  ...pairs(["inverse-ink", "inverse-muted"], ["inverse"]),
  ...pairs(["ink", "ink-muted"], ["stripe-a", "stripe-b"]),
];
/** Borders of controls, focus rings, parts of a bar. */
const MARKS = [
  ...pairs(["line-strong", "accent"], ["canvas", "surface", "raised"]),
  ...pairs(["ok", "warn", "danger", "neutral"], ["surface"]),
];

describe.each([
  ["light", tokens(light)],
  ["dark", new Map([...tokens(light), ...tokens(dark)])],
])("in the %s theme", (_, colours) => {
  const ratio = ([text, ground]: [string, string]) => {
    const [a, b] = [colours.get(text), colours.get(ground)];
    if (!a || !b) throw new Error(`there is no colour ${a ? ground : text}`);
    return contrast(a, b);
  };

  test.each(TEXT)("%s can be read on %s (4.5:1)", (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(MARKS)("%s can be made out on %s (3:1)", (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(3);
  });

  test("every colour of the other theme has its counterpart", () => {
    expect([...tokens(dark).keys()].sort()).toEqual([...tokens(light).keys()].sort());
  });
});
