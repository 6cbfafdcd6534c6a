import { describe, expect, it } from "vitest";
import { checkApplied, WrongDatabase } from "./migrate.ts";

const [first, second] = [
  { hash: "one", folderMillis: 1_000 },
  { hash: "two", folderMillis: 2_000 },
];
const applied = ({ hash, folderMillis }: { hash: string; folderMillis: number }) => ({
  hash,
  createdAt: folderMillis,
});

describe("the migrations that a database has seen", () => {
  it("may be none, some or all of those that the code knows", () => {
    for (const seen of [[], [applied(first)], [applied(first), applied(second)]]) {
      expect(() => checkApplied(seen, [first, second])).not.toThrow();
    }
  });

  it("may not be more than the code knows: a newer version was here", () => {
    const check = () => checkApplied([applied(first), applied(second)], [first]);
    expect(check).toThrow(WrongDatabase);
    expect(check).toThrow("written by a newer version of the console");
  });

  it("may not be others than the code knows", () => {
    const check = () => checkApplied([{ hash: "other", createdAt: 1_000 }], [first, second]);
    expect(check).toThrow(WrongDatabase);
    expect(check).toThrow("written by another line of the console");
  });
});
