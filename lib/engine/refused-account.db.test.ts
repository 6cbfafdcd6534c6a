import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import type { VodClient } from "../vod/types.ts";
import { cancelDeletion, pauseDeletion, recheckForecast, resumeDeletion } from "./control-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness, groupOf } from "./engine-harness.ts";
import { giveUpVerifying } from "./give-up-verifying.ts";
import { NEVER, OUTAGE_MS, type Outage, outageAt } from "./outage-harness.ts";
import { tryAgain } from "./try-again.ts";

const REFUSED = { kind: "error", code: "Forbidden.RAM", status: 403, always: true } as const;

/* VOD answers, and refuses whatever this account asks, until a person mends it. */
eachStore("while VOD refuses to be asked by the account", (store) => {
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

  /** A deletion that is all sent, whose read-backs are refused from then on. */
  async function refusedInVerifying(ids: string[]) {
    const { id } = await h.review(ids);
    await h.confirm(id);
    h.sandbox.clearRequests();
    const refuse = async () => {
      h.sandbox.addFaults({ ...REFUSED, action: "BatchGetMediaInfos" });
    };
    const refusing = o.afterDeletes(1, refuse);
    // A first read-back may be refused before all counts as sent; that pauses the run.
    let view = await h.drive(id, AbortSignal.timeout(500), refusing);
    for (let tries = 0; tries < 20 && view.state !== "verifying"; tries += 1) {
      if (view.state === "paused") await resumeDeletion(o.c, { id, actor: ACTOR });
      view = await h.drive(id, AbortSignal.timeout(500), refusing);
    }
    expect(view.state).toBe("verifying");
    return { id, driving: h.drive(id, NEVER, o.c) };
  }

  it("verifying waits with the reason past the deadline, and goes on by itself when mended", async () => {
    const ids = h.fresh(2);
    const { id, driving } = await refusedInVerifying(ids);
    const before = o.calls();
    await o.sitOut(6);
    expect(o.calls()).toBeGreaterThan(before);
    expect(await h.view(id)).toMatchObject({
      state: "verifying",
      obstacle: { needs: "person", code: "Forbidden.RAM" },
      tallies: { accepted: { count: 2 }, unverified: { count: 0 } },
      // Nobody knows until when.
      verifyingUntil: null,
    });
    h.sandbox.clearFaults();
    await o.expectWhole(id, ids, await driving);
    expect(await o.actions(id)).toEqual(
      expect.arrayContaining(["deletion.obstructed", "deletion.unobstructed"]),
    );
    expect((await o.actions(id)).filter((action) => action === "deletion.obstructed")).toHaveLength(1);
  });

  it("'try again' asks at once, however long VOD would have been left alone", async () => {
    const ids = h.fresh(2);
    const { id, driving } = await refusedInVerifying(ids);
    // By now the next look is more than two seconds away.
    await wait(3_600);
    h.sandbox.clearFaults();
    const asked = performance.now();
    await tryAgain(o.c, { id, actor: ACTOR });
    await o.expectWhole(id, ids, await driving);
    expect(performance.now() - asked).toBeLessThan(1_500);
    expect(await o.actions(id)).toContain("deletion.try-again");
    await expect(tryAgain(o.c, { id, actor: ACTOR })).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("a person may give up: what was accepted is unverified, for the reason shown", async () => {
    const ids = h.fresh(2);
    const { id, driving } = await refusedInVerifying(ids);
    await o.seen(id, { obstacle: { needs: "person" } });
    await giveUpVerifying(o.c, { id, actor: ACTOR });
    const view = await driving;
    expect(view).toMatchObject({ state: "finished", result: "completed", obstacle: null });
    expect(view.causes).toMatchObject([{ outcome: "unverified", code: "Forbidden.RAM", count: 2 }]);
    expect(view.retries).toMatchObject([{ cause: "unknown", count: 2 }]);
    expect((await o.actions(id)).at(-1)).toBe("deletion.give-up");
    await h.assertComplete(id);
  });

  it("nobody gives up what can be verified, or what is not being verified", async () => {
    const { id } = await h.review(h.fresh(1));
    await expect(giveUpVerifying(o.c, { id, actor: ACTOR })).rejects.toMatchObject({ code: "wrong-state" });
    await h.confirm(id);
    h.sandbox.addFaults({ action: "DeleteMezzanines", kind: "readLag", ms: 1_500 });
    const driving = h.drive(id);
    await o.seen(id, { state: "verifying" });
    await expect(giveUpVerifying(o.c, { id, actor: ACTOR })).rejects.toMatchObject({ code: "wrong-state" });
    expect((await driving).tallies.verified.count).toBe(1);
  });

  it("a paused run keeps what it sent accepted, past the deadline", async () => {
    const ids = h.fresh(25);
    const { id } = await h.review(ids);
    await h.confirm(id);
    h.sandbox.clearRequests();
    const stop = async () => {
      h.sandbox.addFaults({ ...REFUSED, action: "BatchGetMediaInfos" });
      await pauseDeletion(o.c, { id, actor: ACTOR });
    };
    const driving = h.drive(id, NEVER, o.afterDeletes(1, stop));
    await o.seen(id, { obstacle: { needs: "person" } });
    await o.sitOut(6);
    const during = await h.view(id);
    expect(during).toMatchObject({ state: "paused", pause: { code: "paused-by-person" } });
    expect(during.tallies.unverified.count).toBe(0);
    h.sandbox.clearFaults();
    await o.expectWhole(id, ids, await o.toTheEnd(id, driving));
  });

  it("a cancelled run is still verified once it is mended, and sends nothing more", async () => {
    const ids = h.fresh(45);
    const { id } = await h.review(ids);
    await h.confirm(id);
    h.sandbox.clearRequests();
    const stop = async () => {
      h.sandbox.addFaults({ ...REFUSED, action: "BatchGetMediaInfos" });
      await cancelDeletion(o.c, { id, actor: ACTOR });
    };
    const driving = h.drive(id, NEVER, o.afterDeletes(1, stop));
    await o.seen(id, { state: "verifying", obstacle: { needs: "person" } });
    await o.sitOut(6);
    h.sandbox.clearFaults();
    const view = await driving;
    const deleted = h.deletes().flatMap((request) => request.deleted);
    expect(view).toMatchObject({ state: "finished", result: "cancelled" });
    expect(view.tallies.verified.count).toBe(deleted.length);
    expect(view.tallies["not-sent"].count).toBe(45 - deleted.length);
    await h.assertComplete(id);
  });

  it("a look at single ids that is refused ends none of them either", async () => {
    const { id } = await h.review(h.fresh(3));
    await h.confirm(id);
    let mended = false;
    let singles = 0;
    const vod: VodClient = {
      ...o.c.vod,
      inspectVideos: async (ids, caller) => {
        const result = await o.c.vod.inspectVideos(ids, caller);
        if (result.kind !== "answered") return result;
        const data = result.data.map((seen) =>
          seen.found === "present" ? { ...seen, mezzanine: null } : seen,
        );
        return { ...result, data };
      },
      mezzanine: async (videoId, caller) => {
        singles += 1;
        if (mended) return await o.c.vod.mezzanine(videoId, caller);
        return {
          kind: "refused",
          code: "Forbidden.RAM",
          message: "no",
          throttled: false,
          retryAfterMs: null,
          fatal: true,
          requestId: null,
          httpStatus: 403,
          body: null,
        };
      },
    };
    let view = await h.drive(id, AbortSignal.timeout(OUTAGE_MS), { ...o.c, vod });
    if (view.state === "paused") {
      await resumeDeletion(o.c, { id, actor: ACTOR });
      view = await h.drive(id, AbortSignal.timeout(OUTAGE_MS), { ...o.c, vod });
    }
    expect(view).toMatchObject({
      state: "verifying",
      obstacle: { needs: "person", code: "Forbidden.RAM" },
    });
    expect(view.tallies.accepted.count).toBe(3);
    // One a round: the second would be refused as the first was.
    expect(singles).toBeLessThanOrEqual(8);
    mended = true;
    expect((await h.drive(id, NEVER, { ...o.c, vod })).tallies.verified.count).toBe(3);
  });

  it("a recheck leads back to the review with the forecast there was and the reason", async () => {
    const { id, digest, forecastAt } = await h.review(h.fresh(25));
    await h.db.execute(sql`
        update deletion_items set inspected_at = now() - interval '2 hours' where deletion_id = ${id}`);
    await recheckForecast(o.c, { id, actor: ACTOR });
    h.sandbox.addFaults({ ...REFUSED, action: "BatchGetMediaInfos" });
    const view = await h.drive(id, NEVER, o.c);
    expect(view).toMatchObject({
      state: "review",
      forecastAt,
      obstacle: { needs: "person", code: "Forbidden.RAM" },
      pause: null,
    });
    expect(groupOf(view, "removable").count).toBe(25);
    expect(view.tallies.pending.count).toBe(25);
    // Whoever saw the review before it decides anew.
    expect(view.digest).not.toBe(digest);
    expect((await o.actions(id)).at(-1)).toBe("deletion.recheck-failed");

    h.sandbox.clearFaults();
    await recheckForecast(o.c, { id, actor: ACTOR });
    const mended = await h.drive(id, NEVER, o.c);
    expect(mended).toMatchObject({ state: "review", obstacle: null });
    expect(mended.forecastAt).not.toBe(forecastAt);
    expect(groupOf(mended, "removable").count).toBe(25);
  });

  it("a first forecast, with nothing to come back to, fails with the reason", async () => {
    const { id } = await h.draft(h.fresh(2));
    h.sandbox.addFaults({ ...REFUSED, action: "BatchGetMediaInfos" });
    expect(await h.drive(id, NEVER, o.c)).toMatchObject({
      state: "failed",
      pause: { code: "fatal-answer", detail: { code: "Forbidden.RAM" } },
    });
  });
});
