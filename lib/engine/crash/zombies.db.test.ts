import { sql } from "drizzle-orm";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { rowsOf } from "../../db/rows.ts";
import { PATIENCE, startScaleOutTrial } from "./scale-out-trial.ts";

/*
 * Queue and data that disagree about who drives: jobs that vanish, and drivers that have been given up and do
 * not know. The data is what counts; a job is only a wake-up. (Workers that freeze: scale-out.db.test.ts.)
 */
const ITEMS = 100;

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

// Not registered rather than skipped where there is no server: a skipped test counts as failed.
const servers = inject("postgresUrl") ? ["PostgreSQL"] : [];
describe.each(servers)("on %s", () => {
  /** A run of some ten seconds with a worker at it, and the means to upset it. */
  async function prepare() {
    const parts = await startScaleOutTrial(cleanUps, { RATE_DELETE: "4" });
    const { trial, web, worker, underWay, count } = parts;
    const id = await trial.addTo(web, 6 * ITEMS);
    const driver = await worker();
    await underWay(1, 2);
    return {
      ...parts,
      id,
      driver,
      loseJob: () =>
        vi.waitFor(async () => {
          const job = sql`singleton_key = ${id} and state = 'active'`;
          expect(await rowsOf(web.db, sql`delete from pgboss.job where ${job} returning 1`)).toHaveLength(1);
        }, PATIENCE),
      moreCalls: async () => {
        const calls = () => trial.sandbox.requests({ action: "DeleteMezzanines" }).length;
        const before = calls();
        await vi.waitFor(() => expect(calls()).toBeGreaterThan(before), PATIENCE);
      },
      /** Whoever took over has the higher token, and the one before it has sent nothing since. */
      sentByOlder: () =>
        count(
          sql`(select token < max(token) over (order by id) as behind from attempts where kind = 'delete') as a
              where behind`,
        ),
    };
  }

  it("a job that vanished with its worker is sent again by another worker's sweep", async () => {
    const { trial, driver, worker, loseJob, moreCalls, allFinished, count } = await prepare();
    // It has looked for what lacks a job when it started: what follows is its sweep's.
    const other = await worker();
    await loseJob();
    driver.kill("SIGKILL");
    await driver.ended;
    await moreCalls();
    await allFinished();
    expect(await trial.judge()).toEqual([]);
    expect(await count(sql`audit_events where action = 'deletion.recovered'`)).toBeLessThanOrEqual(1);
    other.kill("SIGTERM");
    expect((await other.ended).code).toBe(0);
  }, 240_000);

  it("a job that vanished under a worker that lives is not missed: the run comes to its end", async () => {
    const { trial, driver, loseJob, allFinished } = await prepare();
    await loseJob();
    await allFinished();
    expect(await trial.judge()).toEqual([]);
    driver.kill("SIGTERM");
    expect((await driver.ended).code).toBe(0);
  }, 240_000);

  it("of drivers that each believe that they drive only the last one sends, however often it changes", async () => {
    const { trial, web, id, driver, worker, loseJob, moreCalls, sentByOlder, allFinished, count } =
      await prepare();
    const other = await worker();
    for (let times = 0; times < 3; times += 1) {
      await loseJob();
      await web.queue.send("drive-deletion", { deletionId: id });
      await moreCalls();
    }
    await Promise.any([driver, other].map((child) => child.said("another driver took over")));
    await allFinished();
    expect(await trial.judge()).toEqual([]);
    expect(await sentByOlder()).toBe(0);
    expect(await count(sql`deletions where token >= 4`)).toBe(1);
    for (const child of [driver, other]) {
      child.kill("SIGTERM");
      expect((await child.ended).code).toBe(0);
    }
  }, 240_000);
});
