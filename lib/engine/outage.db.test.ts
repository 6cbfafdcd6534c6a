import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { discardDeletion } from "./control-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness, groupOf } from "./engine-harness.ts";
import { NEVER, type Outage, outageAt } from "./outage-harness.ts";

/* VOD dies or hangs for longer than anything waits, in each phase, and comes back. */
eachStore("while VOD is out of reach", (store) => {
  let h: EngineHarness;
  let o: Outage;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());
  beforeEach(async () => {
    o = await outageAt(h);
  });
  afterEach(() => o.gate.close());

  describe.each(["refuses", "hangs"] as const)("since its address %s", (state) => {
    it("the forecast waits, says so, and goes on; nothing is left unchecked", async () => {
      const ids = h.fresh(205);
      const { id } = await h.draft(ids);
      await o.gate.set(state);
      const driving = h.drive(id, NEVER, o.c);
      await o.seen(id, { obstacle: { needs: "time" } });
      await o.sitOut(8);
      expect(await h.view(id)).toMatchObject({ state: "forecasting", obstacle: { needs: "time" } });
      await o.gate.set("open");
      const view = await driving;
      expect(view).toMatchObject({ state: "review", obstacle: null });
      expect(groupOf(view, "removable").count).toBe(205);
    });

    it("a forecast that waits can be discarded: the driver ends, and nothing is asked any more", async () => {
      const { id } = await h.draft(h.fresh(205));
      await o.gate.set(state);
      const driving = h.drive(id, NEVER, o.c);
      await o.seen(id, { obstacle: { needs: "time" } });
      await discardDeletion(h.c, { id, actor: ACTOR });
      expect(await driving).toMatchObject({ state: "discarded", obstacle: null });
      await o.gate.set("open");
      await o.sitOut(0);
      expect(h.sandbox.requests()).toEqual([]);
    });

    it("from the end of the countdown on: nothing leaves, and all of it does once VOD is back", async () => {
      const ids = h.fresh(205);
      const { id } = await h.review(ids);
      await h.confirm(id);
      h.sandbox.clearRequests();
      await o.gate.set(state);
      const driving = h.drive(id, NEVER, o.c);
      if (state === "refuses")
        await o.seen(id, {
          state: "paused",
          pause: { code: "unreachable", detail: { code: "ConnectionFailed" } },
        });
      else await o.seen(id, { obstacle: { needs: "time" } });
      await o.sitOut(10);
      expect(h.sandbox.requests()).toEqual([]);
      await o.gate.set("open");
      await o.expectWhole(id, ids, await o.toTheEnd(id, driving));
    });

    it("in mid-run: it comes to the end by itself or after a resume, and nothing is lost", async () => {
      const ids = h.fresh(65);
      const { id } = await h.review(ids);
      await h.confirm(id);
      h.sandbox.clearRequests();
      const driving = h.drive(
        id,
        NEVER,
        o.afterDeletes(1, () => o.gate.set(state)),
      );
      await o.seen(id, { obstacle: { needs: "time" } });
      await o.sitOut(16);
      expect((await h.view(id)).tallies.unverified.count).toBe(0);
      await o.gate.set("open");
      await o.expectWhole(id, ids, await o.toTheEnd(id, driving));
    });

    it("while verifying, past every deadline: nothing is called unverified, all is verified after it", async () => {
      const ids = h.fresh(65);
      const { id } = await h.review(ids);
      await h.confirm(id);
      h.sandbox.clearRequests();
      const driving = h.drive(
        id,
        NEVER,
        o.afterDeletes(4, () => o.gate.set(state)),
      );
      await o.seen(id, { state: "verifying", obstacle: { needs: "time" } });
      await o.sitOut(8);
      const during = await h.view(id);
      expect(during).toMatchObject({ state: "verifying" });
      expect(during.tallies.unverified.count).toBe(0);
      await o.gate.set("open");
      await o.expectWhole(id, ids, await driving);
      expect(h.deletes()).toHaveLength(4);
    });
  });

  it("since it throttles, past the deadline: nothing is called unverified", async () => {
    const ids = h.fresh(2);
    const { id } = await h.review(ids);
    await h.confirm(id);
    h.sandbox.clearRequests();
    const throttle = async () => {
      h.sandbox.addFaults({ action: "BatchGetMediaInfos", kind: "throttle", always: true });
    };
    const driving = h.drive(id, NEVER, o.afterDeletes(1, throttle));
    await o.seen(id, { state: "verifying" });
    await o.sitOut(6);
    h.sandbox.clearFaults();
    await o.expectWhole(id, ids, await driving);
  });

  it("an id that is never answered, though VOD is there, holds nobody up and ends by the deadline", async () => {
    const ids = h.fresh(25);
    const poison = ids[24] ?? "";
    const { id } = await h.review(ids);
    await h.confirm(id);
    h.sandbox.addFaults({
      action: "BatchGetMediaInfos",
      kind: "status5xx",
      always: true,
      match: { anyId: [poison] },
    });
    const view = await h.drive(id, NEVER, o.c);
    expect(view).toMatchObject({ state: "finished", obstacle: null });
    expect(view.tallies.verified.count).toBeGreaterThanOrEqual(5);
    expect(view.tallies.verified.count + view.tallies.unverified.count).toBe(25);
    expect((await h.outcomes(id)).get(poison)).toBe("unverified");
    await h.assertComplete(id);
  });

  describe("a last look before Force that is not answered, however often", () => {
    /** A forced run whose look was tried as often as looks are; the waits between are those of minutes. */
    async function tiredOfLooking() {
      const ids = h.freshForced(1);
      const { id } = await h.review(ids);
      await h.consent(id, "force", ["loses-original"]);
      await h.confirm(id);
      h.sandbox.clearRequests();
      h.sandbox.addFaults({ action: "BatchGetMediaInfos", kind: "status5xx", always: true });
      expect((await h.drive(id, AbortSignal.timeout(400), o.c)).state).toBe("running");
      await h.db.execute(sql`update batches set tries = 6, not_before = null where deletion_id = ${id}`);
      return { id, ids };
    }

    it("leaves its id waiting where VOD is not there at all", async () => {
      const { id, ids } = await tiredOfLooking();
      h.sandbox.addFaults({ action: "SearchMedia", kind: "status5xx", always: true });
      const driving = h.drive(id, NEVER, o.c);
      await o.sitOut(4);
      const view = await h.view(id);
      expect(view).toMatchObject({ state: "running" });
      expect(view.tallies.pending.count).toBe(1);
      h.sandbox.clearFaults();
      await h.db.execute(sql`update batches set not_before = null where deletion_id = ${id}`);
      await o.expectWhole(id, ids, await driving);
    });

    it("leaves its id unsent where VOD is there: nothing is forced without a look", async () => {
      const { id } = await tiredOfLooking();
      const view = await h.drive(id, NEVER, o.c);
      expect(view.causes).toMatchObject([{ outcome: "not-sent", reason: "unchecked", count: 1 }]);
      expect(h.deletes()).toEqual([]);
      await h.assertComplete(id);
    });
  });
});
