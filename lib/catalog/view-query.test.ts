import { describe, expect, it } from "vitest";
import { readViewQuery, readViewText } from "./view-query.ts";

const read = (text: string) => readViewQuery(new URLSearchParams(text));

describe("what a view keeps of a URL", () => {
  it("is filters, sort and columns in one order, whatever order they came in", () => {
    const text = "q=trailer&status=Blocked%2CNormal&sort=size.desc&cols=title%2Csize";
    const others =
      "video=abc&cols=title,size&view=v1&sort=size.desc&status=Normal,Blocked&ids=import&q=trailer";
    expect(read(others)).toEqual({ text, dropped: [] });
    expect(read(text).text).toBe(text);
  });

  it("says nothing of the sort that there is without saying", () => {
    expect(read("sort=created.desc").text).toBe("");
    expect(read("").text).toBe("");
  });

  it("leaves out what makes no sense, and names it", () => {
    expect(read("q=a&minBytes=-1&sort=colour.asc&cols=%3Cb%3E")).toEqual({
      text: "q=a",
      dropped: ["minBytes", "sort", "cols"],
    });
  });
});

it("a kept text names parts that nobody knows, where a URL passes them over", () => {
  expect(readViewText("q=a&owner=me")).toEqual({ text: "q=a", dropped: ["owner"] });
  expect(read("q=a&owner=me")).toEqual({ text: "q=a", dropped: [] });
});
