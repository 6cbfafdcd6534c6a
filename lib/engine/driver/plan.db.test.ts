import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { beforeTransactions } from "../../db/before-transactions.ts";
import { eachStore } from "../../db/open-test-store.ts";
import { cancelDeletion } from "../control-deletion.ts";
import { decideItems } from "../decide-items.ts";
import type { EngineDeps } from "../deps.ts";
import { ACTOR, type EngineHarness, engineHarness } from "../engine-harness.ts";
import { driveByHand } from "./drive-by-hand.ts";
import { planAndStart } from "./plan.ts";

eachStore("the plan of a run", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  /** Plans without sending: what the driver does when the countdown is over. */
  async function plan(id: string, over: { c?: EngineDeps; signal?: AbortSignal } = {}) {
    await planAndStart(await driveByHand(h, id, over));
    const items = await h.rows<{
      seq: number;
      lane: string | null;
      batch_no: number | null;
      outcome: string;
    }>(sql`select seq, lane, batch_no, outcome from deletion_items where deletion_id = ${id} order by seq`);
    const batches = await h.rows<{ no: number; lane: string; size: number; state: string }>(
      sql`select no, lane, size, state from batches where deletion_id = ${id} order by no`,
    );
    return { items, batches };
  }

  it("cuts both lanes into numbered batches of at most 20, in the order of the list, normal lane first", async () => {
    const normal = h.fresh(31);
    const forced = h.freshForced(23);
    // Mixed, so that the lanes are not simply two halves of the list.
    const ids = normal.flatMap((v, i) => [v, ...forced.slice(i, i + 1)]);
    const { id } = await h.review(ids);
    await h.consent(id, "force", ["loses-original"]);
    await h.confirm(id);
    const { items, batches } = await plan(id);

    expect(batches).toEqual([
      { no: 1, lane: "normal", size: 20, state: "pending" },
      { no: 2, lane: "normal", size: 11, state: "pending" },
      { no: 3, lane: "force", size: 20, state: "pending" },
      { no: 4, lane: "force", size: 3, state: "pending" },
    ]);
    for (const [lane, own] of [
      ["normal", normal],
      ["force", forced],
    ] as const) {
      const inLane = items.filter((i) => i.lane === lane);
      expect(inLane.map((i) => ids[i.seq - 1])).toEqual(own);
      const numbers = inLane.map((i) => i.batch_no);
      expect(numbers).toEqual(numbers.toSorted((a, b) => Number(a) - Number(b)));
    }
    for (const batch of batches) {
      const inBatch = items.filter((i) => i.batch_no === batch.no);
      expect(inBatch).toHaveLength(batch.size);
      expect(new Set(inBatch.map((i) => i.lane))).toEqual(new Set([batch.lane]));
    }
  });

  it("gives no batch to what nobody included, nor to what has no forecast at all", async () => {
    const { id } = await h.review([...h.fresh(3), ...h.freshForced(2)]);
    await decideItems(h.c, { id, seqs: [1], exception: "exclude", actor: ACTOR });
    await h.db.execute(sql`update deletion_items set "group" = null where deletion_id = ${id} and seq = 2`);
    await h.confirm(id);
    const { items, batches } = await plan(id);
    expect(batches).toMatchObject([{ no: 1, lane: "normal", size: 1 }]);
    expect(items.filter((i) => i.batch_no !== null).map((i) => i.seq)).toEqual([3]);
    const reasons = await h.rows<{ not_sent_reason: string | null }>(
      sql`select not_sent_reason from deletion_items where deletion_id = ${id} order by seq`,
    );
    expect(reasons.map((r) => r.not_sent_reason)).toEqual([
      "excluded",
      "unchecked",
      null,
      "excluded",
      "excluded",
    ]);
    const { tallies } = await h.view(id);
    expect([tallies.pending.count, tallies["not-sent"].count]).toEqual([1, 4]);
  });

  /** A reviewed list of 5,000, every third item in need of Force, without asking VOD about each. */
  async function confirmLarge(): Promise<string> {
    const { id } = await h.review([...h.fresh(2), ...h.freshForced(1)]);
    await h.db.execute(sql`
      insert into deletion_items (deletion_id, seq, environment_id, video_id, size_bytes, forecast_state,
        needs_force, survives, "group", inspected_at)
      select ${id}, n, ${h.environment.id}, 'large-' || n, 1, 'deletable', n % 3 = 0, 'streams',
        case when n % 3 = 0 then 'loses-original' else 'removable' end, now()
      from generate_series(4, 5000) n
    `);
    await h.db.execute(sql`update deletions set item_count = 5000 where id = ${id}`);
    await h.db.execute(sql`
      update deletion_tallies set count = 5000,
        bytes = (select sum(size_bytes) from deletion_items where deletion_id = ${id})
      where deletion_id = ${id} and outcome = 'pending'
    `);
    await decideItems(h.c, { id, seqs: [7, 2_000, 2_002, 4_999], exception: "exclude", actor: ACTOR });
    await h.consent(id, "force", ["loses-original"]);
    await h.confirm(id);
    return id;
  }

  function expectWholePlan({ items, batches }: Awaited<ReturnType<typeof plan>>) {
    const left = new Set([7, 2_000, 2_002, 4_999]);
    expect(items.filter((i) => i.outcome === "not-sent").map((i) => i.seq)).toEqual([...left]);
    const planned = items.filter((i) => !left.has(i.seq));
    expect(planned.every((i) => i.lane === (i.seq % 3 === 0 ? "force" : "normal"))).toBe(true);
    for (const lane of ["normal", "force"] as const) {
      const own = planned.filter((i) => i.lane === lane);
      const first =
        lane === "normal" ? 1 : Math.ceil(planned.filter((i) => i.lane === "normal").length / 20) + 1;
      expect(own.map((i) => i.batch_no)).toEqual(own.map((_, place) => first + Math.floor(place / 20)));
    }
    for (const batch of batches) {
      expect(items.filter((i) => i.batch_no === batch.no)).toHaveLength(batch.size);
      expect(batch.size).toBeLessThanOrEqual(20);
    }
  }

  it("of a large list goes slice by slice, and on where it was cut short, to the same batches", async () => {
    const id = await confirmLarge();
    const stop = new AbortController();
    const db = beforeTransactions(h.db, (number) => {
      if (number === 3) stop.abort();
    });
    const part = await plan(id, { c: { ...h.c, db }, signal: stop.signal });
    expect(part.items.filter((i) => i.batch_no !== null).at(-1)?.seq).toBe(4_000);
    expect(await h.view(id)).toMatchObject({
      state: "running",
      progress: { phase: "planning", done: 4_000, total: 5_000 },
    });
    expectWholePlan(await plan(id));
    const { tallies, progress } = await h.view(id);
    expect([tallies.pending.count, tallies["not-sent"].count]).toEqual([4_996, 4]);
    expect(progress?.phase).toBe("sending");
  });

  it("sends nothing of a list that was cancelled while it was planned", async () => {
    const id = await confirmLarge();
    const stop = new AbortController();
    const pausing = new Proxy(h.db, {
      get: (target, key, self) =>
        key === "transaction"
          ? async (...args: Parameters<typeof target.transaction>) => {
              const result = await target.transaction(...args);
              stop.abort();
              return result;
            }
          : Reflect.get(target, key, self),
    });
    await plan(id, { c: { ...h.c, db: pausing }, signal: stop.signal });
    await cancelDeletion(h.c, { id, actor: ACTOR });
    const view = await h.drive(id);
    expect(view).toMatchObject({ state: "finished", result: "cancelled" });
    expect(view.tallies["not-sent"].count).toBe(5_000);
    expect(h.deletes()).toEqual([]);
    await h.assertComplete(id);
  });

  it("plans nothing when the list is no longer what was confirmed", async () => {
    const { id } = await h.review(h.fresh(2));
    await h.confirm(id);
    await h.db.execute(
      sql`update deletion_items set exception = 'exclude' where deletion_id = ${id} and seq = 1`,
    );
    const { batches } = await plan(id);
    expect(batches).toEqual([]);
    expect(await h.view(id)).toMatchObject({ state: "review", confirmedDigest: null, confirmedByName: null });
  });

  it.each(["review", "paused"])(
    "plans nothing by a forecast older than a day: it waits (%s)",
    async (state) => {
      const { id } = await h.review(h.fresh(2));
      await h.confirm(id);
      if (state === "paused") {
        // As a person left it who resumed out of an interrupted countdown.
        await h.db.execute(sql`update deletions set state = 'running' where id = ${id}`);
      }
      await h.db.execute(
        sql`update deletions set forecast_at = now() - interval '25 hours' where id = ${id}`,
      );
      expect((await plan(id)).batches).toEqual([]);
      expect((await h.view(id)).state).toBe(state);
    },
  );
});
