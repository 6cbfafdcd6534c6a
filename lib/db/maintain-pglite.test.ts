import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { maintain } from "./maintain-pglite.ts";
import type { Session } from "./pglite-session.ts";

const LOOK_MS = 10_000;
let said: string[] = [];
let walBytes = 0;
let databaseBytes = 0;

/** Notes what it is told to do; it is asked how much log there is, and how much data. */
const session: Session = {
  query: async (query) => ({
    rows: [[query.includes("pg_database_size") ? databaseBytes : walBytes]],
    fields: [],
  }),
  exec: async (statements) => {
    said.push(statements);
    return [];
  },
  transaction: async () => {
    throw new Error("maintenance needs no transaction");
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  walBytes = 0;
  databaseBytes = 0;
});
afterEach(() => vi.useRealTimers());

it("vacuums and checkpoints once after changes, when it has been quiet for a minute, and not before", async () => {
  const maintenance = maintain(session);
  maintenance.changed(5_000);
  await vi.advanceTimersByTimeAsync(6 * LOOK_MS);
  expect(said).toEqual([]);
  await vi.advanceTimersByTimeAsync(LOOK_MS);
  expect(said).toEqual(["vacuum (analyze)", "checkpoint"]);
  await vi.advanceTimersByTimeAsync(30 * LOOK_MS);
  expect(said).toHaveLength(2);
  maintenance.stop();
});

it("does not vacuum while rows keep changing, but bounds the log all the same", async () => {
  const maintenance = maintain(session);
  for (let look = 0; look < 20; look += 1) {
    maintenance.changed(1_000);
    walBytes += 50 * 1024 * 1024;
    await vi.advanceTimersByTimeAsync(LOOK_MS);
  }
  expect(new Set(said)).toEqual(new Set(["checkpoint"]));
  expect(said.length).toBeGreaterThanOrEqual(6);
  maintenance.stop();
});

it.each([
  ["128 MB of log, where the data is small", 100, 3],
  ["a quarter of the data, where it is large", 1_900, 10],
  ["512 MB of log, however large the data is", 50_000, 11],
])("checkpoints after %s", async (_, dataMb, looks) => {
  databaseBytes = dataMb * 1024 * 1024;
  const maintenance = maintain(session);
  const at: number[] = [];
  for (let look = 1; look <= 2 * looks; look += 1) {
    maintenance.changed(1_000);
    walBytes += 50 * 1024 * 1024;
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    if (said.splice(0).includes("checkpoint")) at.push(look);
  }
  expect(at).toEqual([looks, 2 * looks]);
  maintenance.stop();
});

it("leaves an idle database alone", async () => {
  const maintenance = maintain(session);
  for (let look = 0; look < 60; look += 1) {
    maintenance.changed(10);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
  }
  expect(said).toEqual([]);
  maintenance.stop();
});
