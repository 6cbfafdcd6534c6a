import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { beforeTransactions } from "../db/before-transactions.ts";
import { eachStore } from "../db/open-test-store.ts";
import { ACTOR, type EngineHarness, engineHarness } from "./engine-harness.ts";
import { giveUpVerifying } from "./give-up-verifying.ts";

const OBSTACLE = {
  code: "Forbidden.RAM",
  message: "No.",
  requestId: null,
  needs: "person",
  since: "2026-01-01",
};

eachStore("a large verification that is given up", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  /** 4,200 items: 210 batches, of which the last ten let their items speak for themselves. */
  async function stuck(): Promise<string> {
    const { id } = await h.review(h.fresh(1));
    const env = h.environment.id;
    await h.db.execute(sql`
      insert into deletion_items (deletion_id, seq, environment_id, video_id, size_bytes)
      select ${id}, n, ${env}, ${id} || '-' || n, 3 from generate_series(2, 4200) n
    `);
    await h.db.execute(sql`
      update deletion_items set size_bytes = 3, batch_no = (seq + 19) / 20,
        outcome = case when seq > 4150 then 'unknown' when seq > 4000 then 'accepted' else 'pending' end,
        maybe_sent = seq > 4150, check_at = case when seq > 4000 then now() end
      where deletion_id = ${id}
    `);
    await h.db.execute(sql`
      insert into batches (deletion_id, no, lane, state, size, check_at)
      select ${id}, n, 'normal', case when n <= 200 then 'accepted' else 'answered' end, 20,
        case when n <= 200 then now() end
      from generate_series(1, 210) n
    `);
    await h.db.execute(sql`
      insert into in_flight (environment_id, video_id, deletion_id)
      select ${env}, video_id, ${id} from deletion_items where deletion_id = ${id}
    `);
    await h.db.execute(sql`delete from deletion_tallies where deletion_id = ${id}`);
    await h.db.execute(sql`
      insert into deletion_tallies (deletion_id, outcome, count, bytes)
      values (${id}, 'accepted', 4150, 12450), (${id}, 'unknown', 50, 150)
    `);
    await h.db.execute(sql`
      update deletions set state = 'verifying', item_count = 4200, planned_at = now(),
        obstacle = ${JSON.stringify(OBSTACLE)}::jsonb
      where id = ${id}
    `);
    // As a run has it, which analyzes what it has frozen and planned.
    await h.db.execute(sql`analyze deletion_items, batches, in_flight`);
    return id;
  }

  /** The store, whose transactions stop working after so many. */
  const failingAfter = (most: number) =>
    beforeTransactions(h.db, (number) => {
      if (number > most) throw new Error("the database is gone");
    });

  it("ends slice by slice: whoever is cut short has told no lie, and goes on where it was", async () => {
    const id = await stuck();
    const db = failingAfter(1);
    await expect(giveUpVerifying({ ...h.c, db }, { id, actor: ACTOR })).rejects.toThrow("database is gone");
    const part = await h.view(id);
    expect(part).toMatchObject({ state: "verifying", obstacle: { code: "Forbidden.RAM" } });
    expect(part.tallies.unverified.count).toBeGreaterThan(0);
    expect(part.tallies.accepted.count + part.tallies.unverified.count).toBe(4_150);
    const [wrongly] = await h.rows<{ count: number }>(
      sql`
        select count(*)::int as count from deletion_items i
        left join in_flight f on f.deletion_id = i.deletion_id and f.video_id = i.video_id
        where i.deletion_id = ${id} and (f.video_id is null) = (i.ended_at is null)
      `,
    );
    expect(Number(wrongly?.count)).toBe(0);

    await giveUpVerifying(h.c, { id, actor: ACTOR });
    const view = await h.view(id);
    expect(view).toMatchObject({ state: "finished", result: "completed", obstacle: null });
    expect([view.tallies.unverified.count, view.tallies.unknown.count]).toEqual([4_150, 50]);
    expect(view.tallies.unverified.bytes).toBe(12_450);
    expect(view.causes).toMatchObject([
      { outcome: "unknown", code: "Forbidden.RAM", count: 50 },
      { outcome: "unverified", code: "Forbidden.RAM", count: 4_150 },
    ]);
    await h.assertComplete(id);
  });

  it("not while a call is under way: its answer would find nobody to store it", async () => {
    const id = await stuck();
    await h.db.execute(
      sql`update batches set state = 'sending', check_at = null where deletion_id = ${id} and no = 200`,
    );
    await h.db.execute(sql`
      update deletion_tallies set count = 4130, bytes = 12390 where deletion_id = ${id} and outcome = 'accepted'
    `);
    await h.db.execute(sql`
      insert into deletion_tallies (deletion_id, outcome, count, bytes) values (${id}, 'pending', 20, 60)
    `);
    const before = await h.view(id);
    await expect(giveUpVerifying(h.c, { id, actor: ACTOR })).rejects.toMatchObject({ code: "wrong-state" });
    expect(await h.view(id)).toMatchObject({ state: "verifying", tallies: before.tallies });
  });

  it("leaves the rest alone once VOD can be asked again", async () => {
    const id = await stuck();
    const db = failingAfter(1);
    await giveUpVerifying({ ...h.c, db }, { id, actor: ACTOR }).catch(() => undefined);
    await h.db.execute(sql`update deletions set obstacle = null where id = ${id}`);
    const before = (await h.view(id)).tallies;
    await expect(giveUpVerifying(h.c, { id, actor: ACTOR })).rejects.toMatchObject({ code: "wrong-state" });
    expect((await h.view(id)).tallies).toEqual(before);
  });
});
