import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eachStore } from "../../db/open-test-store.ts";
import { reconcileDelay } from "../../deletion/next-check-delay.ts";
import { type EngineHarness, engineHarness } from "../engine-harness.ts";
import { claim } from "./claim.ts";
import { driveByHand } from "./drive-by-hand.ts";
import { planAndStart } from "./plan.ts";
import { recover } from "./recover.ts";

eachStore("what the last driver left open", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  it("is read back, or held until it is, or let go of where it never left", async () => {
    const ids = h.fresh(60);
    const { id } = await h.review(ids);
    await h.confirm(id);
    const d = await driveByHand(h, id, { nextBatchNo: 4 });
    await planAndStart(d);
    await claim(d, { limit: 3, gate: { kind: "open" }, after: 0 });
    await h.db.execute(sql`
      update batches set state = case no when 1 then 'accepted' when 2 then 'sending' else 'claimed' end
      where deletion_id = ${id}
    `);
    await recover(d);
    const held = await h.rows<{ video_id: string }>(
      sql`select video_id from in_flight where deletion_id = ${id}`,
    );
    expect(held.map((r) => r.video_id).toSorted()).toEqual(ids.slice(0, 40).toSorted());
    const unknown = await h.rows<{ batch_no: number; count: number; delay: number }>(sql`
      select batch_no, count(*)::int as count, max(extract(epoch from check_at - sent_at) * 1000)::int as delay
      from deletion_items where deletion_id = ${id} and outcome = 'unknown' and maybe_sent group by 1
    `);
    // Not before an answer could no longer come.
    expect(unknown).toEqual([{ batch_no: 2, count: 20, delay: reconcileDelay(h.env.timing) }]);
  });
});
