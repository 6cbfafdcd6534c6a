import fc from "fast-check";
import { expect, it } from "vitest";
import { COLUMN_KEYS, columnsFromText, columnsToText, shownColumns } from "./columns";

it("what is chosen comes back from URL and cookie, in the table's order, also when it is nothing", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...COLUMN_KEYS]), (chosen) => {
      const inOrder = COLUMN_KEYS.filter((key) => chosen.includes(key));
      expect(columnsFromText(columnsToText(chosen))).toEqual(inOrder);
    }),
  );
});

it("a text that names no column chooses nothing, and of others only the known names count", () => {
  expect(["", "x", "x,y", null, undefined].map(columnsFromText)).toEqual([null, null, null, null, null]);
  expect(columnsFromText("size,x,status,size")).toEqual(["status", "size"]);
});

it("the picture takes no column, and the width is that of what is shown", () => {
  const { picture, data, rem } = shownColumns(["picture", "size"]);
  expect(picture).toBe(true);
  expect(data).toEqual([{ key: "size", rem: 5.75 }]);
  expect(rem).toBe(8);
});
