import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { createQuota } from "../quota/gcra.ts";
import { resumeDeletion } from "./control-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness } from "./engine-harness.ts";

/* The guards of runs over 1,000 items. */
eachStore("large runs", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());
  beforeEach(() => {
    h.sandbox.clearFaults();
    h.sandbox.clearRequests();
  });

  it("the first batch goes alone, and the others follow only when it is verified", async () => {
    const { id } = await h.review(h.fresh(1_050));
    await h.confirm(id);
    h.sandbox.clearRequests();
    const view = await h.drive(id);
    expect(view.tallies.verified.count).toBe(1_050);
    const calls = h.sandbox.requests().map((r) => r.action);
    const deletes = calls.flatMap((action, at) => (action === "DeleteMezzanines" ? [at] : []));
    expect(deletes).toHaveLength(53);
    const between = calls.slice((deletes[0] ?? 0) + 1, deletes[1]);
    expect(between).toContain("BatchGetMediaInfos");
    await h.assertComplete(id);
  });

  it("a first batch of which nothing could be verified waits for a person, who may open the lane", async () => {
    const { id } = await h.review(h.fresh(1_001));
    await h.confirm(id);
    h.sandbox.addFaults({ action: "DeleteMezzanines", kind: "acceptWithoutDeleting" });
    const paused = await h.drive(id);
    expect(paused).toMatchObject({
      state: "paused",
      pause: { code: "first-batch-failed", detail: { lane: "normal", items: 20 } },
    });
    expect(h.deletes()).toHaveLength(1);
    await resumeDeletion(h.c, { id, actor: ACTOR });
    const view = await h.drive(id);
    expect(view.tallies.verified.count).toBe(981);
    expect(view.tallies["still-present"].count).toBe(20);
    await h.assertComplete(id);
  });

  it("a failure rate above half after 1,000 ids pauses; what was answered keeps its outcome", async () => {
    const good = h.fresh(20);
    const bad = h.fresh(1_400);
    const { id } = await h.review([...good, ...bad]);
    await h.confirm(id);
    for (const video of bad) h.sandbox.changeVideo(video, { addOriginalStream: true });
    // At the tests' usual rate all calls would be under way before the first thousand ids are answered.
    const quota = createQuota(h.db, "failure-rate", {}, 50);
    const paused = await h.drive(id, undefined, { ...h.c, quota });
    expect(paused).toMatchObject({ state: "paused", pause: { code: "failure-rate" } });
    expect(paused.pause?.detail.ended).toBeGreaterThanOrEqual(1_000);
    expect(paused.tallies.pending.count).toBeGreaterThan(0);
    expect(paused.tallies.unremovable.count).toBeGreaterThanOrEqual(900);
    const [sum] = await h.rows<{ total: number }>(
      sql`select sum(count)::int as total from deletion_tallies where deletion_id = ${id}`,
    );
    expect(Number(sum?.total)).toBe(1_420);
  });
});
