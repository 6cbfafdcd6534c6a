import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eachStore } from "../../db/open-test-store.ts";
import { decideItems } from "../decide-items.ts";
import { ACTOR, type EngineHarness, engineHarness } from "../engine-harness.ts";
import { planAndStart } from "./plan.ts";

eachStore("the plan of a run", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  /** Plans without sending: what the driver does when the countdown is over. */
  async function plan(id: string) {
    const [row] = await h.rows<{ token: number }>(sql`select token from deletions where id = ${id}`);
    await planAndStart({
      c: h.c,
      id,
      environmentId: h.environment.id,
      token: Number(row?.token),
      signal: new AbortController().signal,
      nextBatchNo: 1,
    });
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
});
