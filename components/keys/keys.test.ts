import { describe, expect, it } from "vitest";
import { isApple, KEYS, keyOf } from "./keys";

type Press = Parameters<typeof keyOf>[0];
const NONE = {
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
};
const press = (key: string, over: Partial<Press> = {}): Press => ({ key, code: "", ...NONE, ...over });
const meaning = (key: string, over: Partial<Press> = {}, apple = false) => keyOf(press(key, over), apple);

it("every press means one thing only", () => {
  const all = Object.values(KEYS).flatMap((presses) => presses.split(" "));
  expect(new Set(all).size).toBe(all.length);
});

describe("a press means the same", () => {
  it("with Caps Lock on, which is not Shift", () => {
    expect(meaning("j")).toBe("down");
    expect(meaning("J")).toBe("down");
    expect(meaning("J", { shiftKey: true })).toBe("extendDown");
    expect(meaning("j", { shiftKey: true })).toBe("extendDown");
  });

  it("on layouts where a sign needs Shift", () => {
    expect(meaning("/", { shiftKey: true })).toBe("search");
    expect(meaning("?")).toBe("help");
    expect(meaning("?", { shiftKey: true })).toBe("help");
  });

  it("on layouts without Latin letters, by the place of the key", () => {
    expect(meaning("о", { code: "KeyJ" })).toBe("down");
    expect(meaning("л", { code: "KeyK", ctrlKey: true })).toBe("palette");
  });

  it("by what is typed, not by the place, where letters are Latin", () => {
    expect(meaning("h", { code: "KeyJ" })).toBeUndefined();
    expect(meaning("j", { code: "KeyC" })).toBe("down");
  });
});

it("the palette's key is ⌘ on Apple's machines and Ctrl elsewhere, and the other one is not ours", () => {
  expect(meaning("k", { metaKey: true }, true)).toBe("palette");
  expect(meaning("k", { ctrlKey: true }, true)).toBeUndefined();
  expect(meaning("k", { ctrlKey: true })).toBe("palette");
  expect(meaning("k", { metaKey: true })).toBeUndefined();
  expect([isApple("MacIntel"), isApple("iPhone"), isApple("Linux x86_64"), isApple("Win32")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it("nothing is meant by what an input method composes, by other modifiers, and by events without a key", () => {
  expect(meaning("j", { isComposing: true })).toBeUndefined();
  expect(meaning("j", { keyCode: 229 })).toBeUndefined();
  expect(meaning("j", { altKey: true })).toBeUndefined();
  expect(meaning("x", { ctrlKey: true })).toBeUndefined();
  expect(meaning("?", { metaKey: true }, true)).toBeUndefined();
  expect(keyOf({ ...NONE } as Press, false)).toBeUndefined();
});
