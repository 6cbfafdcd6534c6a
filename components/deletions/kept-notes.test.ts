import { expect, it } from "vitest";
import { keepNotes, readKeptNotes } from "./kept-notes";

function storage(content: Record<string, string> = {}) {
  const map = new Map(Object.entries(content));
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}

const notes = { reason: "Old lectures", ticket: "OPS-1" };

it("what was typed for one deletion comes back for that one, and for no other", () => {
  const store = storage();
  keepNotes(store, "a", notes);
  expect(readKeptNotes(store, "a")).toEqual(notes);
  expect(readKeptNotes(store, "b")).toBeNull();
});

it("nothing is left once it is forgotten, or both fields are empty again", () => {
  const store = storage();
  keepNotes(store, "a", notes);
  keepNotes(store, "a", null);
  keepNotes(store, "b", notes);
  keepNotes(store, "b", { reason: "", ticket: "" });
  expect(store.map.size).toBe(0);
});

it.each(["{", "1", "null", '{"reason":1,"ticket":""}'])("what cannot be read (%s) is nothing", (text) => {
  expect(readKeptNotes(storage({ "deletion-notes:a": text }), "a")).toBeNull();
});

it("a storage that is closed to the page fails nothing", () => {
  const closed = () => {
    throw new Error("denied");
  };
  const store = { getItem: closed, setItem: closed, removeItem: closed };
  expect(readKeptNotes(store, "a")).toBeNull();
  expect(() => keepNotes(store, "a", notes)).not.toThrow();
});
