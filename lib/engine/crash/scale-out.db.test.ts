import { sql } from "drizzle-orm";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { pgliteTarget } from "../../db/open-test-store.ts";
import { rowsOf } from "../../db/rows.ts";
import { startCrashTrial } from "./crash-trial.ts";
import { PATIENCE, startScaleOutTrial, WORKER } from "./scale-out-trial.ts";
import { spawnNode } from "./spawn-node.ts";

/* What one process of four drives at once is fewer than the deletions there are, so both have some. */
const DELETIONS = 6;
const ITEMS = 100;

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

it("a separate worker refuses the embedded store, which the web process owns", async () => {
  const { target, remove } = await pgliteTarget();
  cleanUps.push(remove);
  const trial = await startCrashTrial({ DATA_DIR: target.dataDir }, 7);
  cleanUps.push(trial.close);
  const child = spawnNode(WORKER, { ...trial.settings, LOG_LEVEL: "info" });
  await child.said("A separate worker needs PostgreSQL");
  expect((await child.ended).code).toBe(1);
});

// Not registered rather than skipped where there is no server: a skipped test counts as failed.
const servers = inject("postgresUrl") ? ["PostgreSQL"] : [];
describe.each(servers)("several workers on %s", () => {
  it("one goes on where the other was killed, and no batch is ever sent by two", async () => {
    // Slow enough that both have some under way when one of them dies.
    const { trial, web, worker, count, underWay, allFinished } = await startScaleOutTrial(cleanUps, {
      RATE_DELETE: "4",
    });
    const first = await worker();
    const second = await worker();
    for (let i = 0; i < DELETIONS; i += 1) await trial.addTo(web, ITEMS);
    await underWay(DELETIONS, 8);
    first.kill("SIGKILL");
    expect((await first.ended).signal).toBe("SIGKILL");
    const [death] = await rowsOf<{ at: string }>(web.db, sql`select clock_timestamp()::text as at`);
    const at = sql`${death?.at}::timestamptz`;
    const unfinished = await count(sql`deletions where state <> 'finished'`);
    expect(unfinished).toBeGreaterThan(0);

    await allFinished();
    expect(await trial.judge()).toEqual([]);
    const recovered = sql`audit_events where action = 'deletion.recovered'`;
    expect(await count(recovered)).toBeGreaterThan(0);
    expect(await count(sql`${recovered} and at < ${at}`)).toBe(0);
    // Whoever took over has the higher token, and the one before it has written nothing since.
    expect(
      await count(
        sql`(select token < max(token) over (partition by deletion_id order by id) as behind
             from attempts where kind = 'delete') as a where behind`,
      ),
    ).toBe(0);
    expect(
      await count(
        sql`(select 1 from attempts where kind = 'delete' and result <> 'refused'
             group by deletion_id, batch_no having count(*) > 1) as shared`,
      ),
    ).toBe(0);
    second.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);
  }, 240_000);

  it("SIGTERM lets what is under way be answered and stored, and the next worker goes on", async () => {
    const { trial, web, worker, count, underWay, allFinished } = await startScaleOutTrial(cleanUps);
    const first = await worker();
    await trial.addTo(web, 2 * ITEMS);
    await underWay(1, 3);
    first.kill("SIGTERM");
    expect((await first.ended).code).toBe(0);
    expect(await count(sql`deletions where state = 'running'`)).toBe(1);
    expect(await count(sql`attempts where ended_at is null`)).toBe(0);
    expect(await count(sql`batches where state = 'sending'`)).toBe(0);

    await worker();
    await allFinished();
    expect(await trial.judge()).toEqual([]);
    expect(await count(sql`attempts where result = 'lost'`)).toBe(0);
    expect(await count(sql`audit_events where action = 'deletion.recovered'`)).toBe(0);
  }, 240_000);

  it("connections to the database that break in mid-run cost time and nothing else", async () => {
    const { trial, web, worker, underWay, allFinished } = await startScaleOutTrial(cleanUps);
    const only = await worker();
    await trial.addTo(web, 4 * ITEMS);
    await underWay(1, 2);
    for (let drops = 0; drops < 3; drops += 1) {
      const before = trial.sandbox.requests().length;
      await rowsOf(
        web.db,
        sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()
        `,
      );
      await vi.waitFor(() => expect(trial.sandbox.requests().length).toBeGreaterThan(before), PATIENCE);
    }
    await allFinished();
    expect(await trial.judge()).toEqual([]);
    only.kill("SIGTERM");
    expect((await only.ended).code).toBe(0);
  }, 300_000);

  it("one that was asleep while the other took over wakes up and sends nothing more", async () => {
    const { trial, web, worker, underWay, allFinished } = await startScaleOutTrial(cleanUps);
    const sleeper = await worker();
    await trial.addTo(web, 4 * ITEMS);
    await underWay(1, 2);
    sleeper.kill("SIGSTOP");
    const other = await worker();
    await allFinished();
    const received = trial.sandbox.requests().at(-1)?.seq ?? 0;
    sleeper.kill("SIGCONT");
    // Its token is old, or the database has cut the transaction it slept in; either way it is told so.
    await Promise.any([
      sleeper.said("another driver took over"),
      sleeper.said("a job failed and is tried again"),
    ]);
    expect(trial.sandbox.requests({ action: "DeleteMezzanines", since: received })).toEqual([]);
    expect(await trial.judge()).toEqual([]);
    for (const child of [sleeper, other]) {
      child.kill("SIGTERM");
      expect((await child.ended).code).toBe(0);
    }
  }, 300_000);

  it("a process that froze inside a transaction does not hold up who takes over", async () => {
    const { trial, web, worker, count, underWay, allFinished } = await startScaleOutTrial(cleanUps);
    await trial.addTo(web, ITEMS);
    const frozen = await trial.open();
    cleanUps.push(frozen.store.close);
    const holding = Promise.withResolvers<void>();
    const thaw = Promise.withResolvers<void>();
    cleanUps.push(async () => thaw.resolve());
    const write = frozen.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from deletions for share`);
      holding.resolve();
      await thaw.promise;
      await tx.execute(sql`update deletions set reason = 'written late'`);
    });
    await holding.promise;
    await worker();
    await underWay(1, 1);
    await allFinished();
    thaw.resolve();
    await expect(write).rejects.toThrow();
    expect(await count(sql`deletions where reason is not null`)).toBe(0);
    expect(await trial.judge()).toEqual([]);
  }, 300_000);
});
