import { afterEach, describe, expect, inject, it } from "vitest";
import { pgliteTarget, postgresTarget } from "../../db/open-test-store.ts";
import { type CrashTrial, randomPoints, startCrashTrial } from "./crash-trial.ts";

/*
 * A real process is killed between its writes and around its sends, and started again, until a last one comes
 * to the end. The sandbox lives on and tells what it received.
 */
const SEED = 20_261_123;
const ITEMS = 200;
const FIXED = [
  // While the list is frozen and looked at.
  "commit:before:2",
  "read:during:2",
  // The attempt is written, its slot served, nothing has left.
  "slot:after:14",
  "delete:before:2",
  "delete:during:1",
  // Answered, not stored; being stored; stored.
  "delete:after:2",
  "delete:after:1,commit:before:1",
  // While recovering, and right after it.
  "commit:before:2",
  "commit:after:2",
  // A read-back, or the look before Force, that was not stored.
  "read:after:1,commit:before:1",
];

const stores = [
  { title: "PGlite", prepare: pgliteTarget },
  // Not registered rather than skipped: a skipped test counts as failed.
  ...(inject("postgresUrl") ? [{ title: "PostgreSQL", prepare: postgresTarget }] : []),
];

describe.each(stores)("kill -9 ($title)", ({ prepare }) => {
  let trial: CrashTrial | undefined;
  let remove = async () => {};
  afterEach(async () => {
    await trial?.close();
    await remove();
  });

  it("loses nothing, sends nothing twice without a read-back, judges nothing wrongly", async () => {
    const prepared = await prepare();
    remove = prepared.remove;
    const { databaseUrl, dataDir } = prepared.target;
    trial = await startCrashTrial(databaseUrl ? { DATABASE_URL: databaseUrl } : { DATA_DIR: dataDir }, SEED);
    await trial.add(ITEMS);
    for (const point of [...FIXED, ...randomPoints(2, SEED)]) {
      // Whoever came to the end before its point gets more to do: each point is died at.
      while ((await trial.live(point)) === "done") await trial.add(ITEMS);
    }
    expect(await trial.live(null)).toBe("done");
    expect(await trial.judge()).toEqual([]);
  }, 400_000);
});
