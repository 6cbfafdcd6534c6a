import { describe, expect, it } from "vitest";
import en from "../i18n/messages/en/errors.json" with { type: "json" };
import zh from "../i18n/messages/zh/errors.json" with { type: "json" };
import { ACTION_ERROR_CODES } from "./errors.ts";

describe.each([
  ["English", en],
  ["Chinese", zh],
])("in %s", (_, texts) => {
  it.each(ACTION_ERROR_CODES)("%s says what happened, what it means and what to do", (code) => {
    const { what, meaning, todo } = texts[code];
    for (const part of [what, meaning, todo]) expect(part.trim()).not.toBe("");
  });

  it("nothing is said about codes that there are not", () => {
    expect(Object.keys(texts).toSorted()).toEqual([...ACTION_ERROR_CODES, "reference"].toSorted());
  });
});
