import { describe, expect, it } from "vitest";
import { mayExceed } from "./may-exceed";

describe("whether a text is cut", () => {
  it("is no where it surely fits", () => {
    expect(mayExceed("Category 39", 7.5)).toBe(false);
    expect(mayExceed("Standard", 9)).toBe(false);
    expect(mayExceed("新闻", 7.5)).toBe(false);
    expect(mayExceed("", 7.5)).toBe(false);
  });

  it("is yes where wide letters might not, and for what is long", () => {
    expect(mayExceed("WWWWWWWW", 7.5)).toBe(true);
    expect(mayExceed("新闻新闻新闻新闻", 7.5)).toBe(true);
    expect(mayExceed("a category with a long name", 7.5)).toBe(true);
  });
});
