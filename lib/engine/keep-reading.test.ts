import { expect, test } from "vitest";
import type { Executor } from "../db/types.ts";
import { keepReading } from "./keep-reading.ts";

const db = {} as Executor;

test("a reading is made once per key, and anew when the key says that something changed", async () => {
  const keep = keepReading<number>();
  let made = 0;
  const read = async () => ++made;
  expect(await keep({ db, id: "a", key: "1" }, read)).toBe(1);
  expect(await keep({ db, id: "a", key: "1" }, read)).toBe(1);
  expect(await keep({ db, id: "a", key: "2" }, read)).toBe(2);
  // An older key is as strange as a newer one: only the last is kept.
  expect(await keep({ db, id: "a", key: "1" }, read)).toBe(3);
});

test("several who ask at once share one reading", async () => {
  const keep = keepReading<number>();
  let made = 0;
  const read = async () => ++made;
  const all = await Promise.all([1, 2, 3].map(() => keep({ db, id: "a", key: "1" }, read)));
  expect(all).toEqual([1, 1, 1]);
});

test("deletions and stores are kept apart", async () => {
  const keep = keepReading<string>();
  const other = {} as Executor;
  const of = async (store: Executor, id: string, says: string) =>
    await keep({ db: store, id, key: "1" }, async () => says);
  expect([await of(db, "a", "a"), await of(db, "b", "b"), await of(other, "a", "other")]).toEqual([
    "a",
    "b",
    "other",
  ]);
});

test("a reading that failed is not kept, and whoever waited for it hears of it", async () => {
  const keep = keepReading<number>();
  const failing = keep({ db, id: "a", key: "1" }, async () => {
    throw new Error("gone");
  });
  await expect(failing).rejects.toThrow("gone");
  expect(await keep({ db, id: "a", key: "1" }, async () => 7)).toBe(7);
});

test("no more than fifty deletions are kept, those asked for longest ago go first", async () => {
  const keep = keepReading<string>();
  let made = 0;
  const ask = async (id: string) => {
    await keep({ db, id, key: "1" }, async () => `${++made}`);
  };
  for (let n = 0; n <= 50; n++) await ask(`d${n}`);
  await ask("d50");
  expect(made).toBe(51);
  await ask("d0");
  expect(made).toBe(52);
});
