import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { maintain } from "./maintain-pglite.ts";
import type { Session } from "./pglite-session.ts";

const LOOK_MS = 10_000;
let said: string[] = [];
let walBytes = 0;

/** Notes what it is told to do; the only question it is asked is how much log there is. */
const session: Session = {
  query: async () => ({ rows: [[walBytes]], fields: [] }),
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

it("leaves an idle database alone", async () => {
  const maintenance = maintain(session);
  for (let look = 0; look < 60; look += 1) {
    maintenance.changed(10);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
  }
  expect(said).toEqual([]);
  maintenance.stop();
});
