import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { deletions } from "../db/schema.ts";
import { createQuota } from "../quota/gcra.ts";
import type { VodClient } from "../vod/types.ts";
import { confirmDeletion } from "./confirm-deletion.ts";
import { cancelDeletion, pauseDeletion, resumeDeletion, undoConfirm } from "./control-deletion.ts";
import { decideGroup } from "./decide-groups.ts";
import { decideItems } from "./decide-items.ts";
import { driveDeletion } from "./driver/drive-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness, groupOf } from "./engine-harness.ts";
import { giveConsent } from "./give-consent.ts";
import { readItemEvidence } from "./read-items.ts";

/* What the console promises (design §1), each tried at its weakest point, over the wire. */
eachStore("the promises", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());
  beforeEach(() => {
    h.sandbox.clearFaults();
    h.sandbox.resetSwitches();
    h.sandbox.clearRequests();
  });

  const fresh = (n: number) => Array.from({ length: n }, () => h.sandbox.addVideo({}).id);
  /** An asynchronously transcoded video: needs Force, and its streams survive. */
  const asyncVideos = (n: number) =>
    fresh(n).map((id) => {
      h.sandbox.changeVideo(id, { transcodeMode: "AsyncTranscode", addOriginalStream: true });
      return id;
    });

  describe("1 scope", () => {
    it("sends exactly the frozen ids that the decisions include, in calls of at most 20", async () => {
      const ids = fresh(43);
      const { id, ...review } = await h.review(ids);
      const left = groupOf({ id, ...review }, "removable").count;
      expect(left).toBe(43);
      await decideItems(h.c, { id, seqs: [1, 2], exception: "exclude", actor: ACTOR });
      await h.confirm(id);
      await h.drive(id);
      const calls = h.deletes();
      expect(calls.map((r) => r.ids.length).sort()).toEqual([1, 20, 20]);
      expect(calls.flatMap((r) => r.ids).sort()).toEqual(ids.slice(2).sort());
      await h.assertComplete(id);
    });

    it("refuses a confirmation of decisions that have changed since they were seen", async () => {
      const { id, digest } = await h.review(fresh(3));
      await decideItems(h.c, { id, seqs: [1], exception: "exclude", actor: ACTOR });
      await expect(confirmDeletion(h.c, { id, digest: digest ?? "", actor: ACTOR })).rejects.toMatchObject({
        code: "stale",
      });
      expect((await h.view(id)).state).toBe("review");
      expect(h.deletes()).toHaveLength(0);
    });

    it("refuses a confirmation by a forecast older than a day", async () => {
      const { id } = await h.review(fresh(1));
      await h.db.execute(
        sql`update deletions set forecast_at = now() - interval '25 hours' where id = ${id}`,
      );
      await expect(h.confirm(id)).rejects.toMatchObject({ code: "forecast-too-old" });
      expect((await h.view(id)).state).toBe("review");
    });

    it("undo leads back to the review, and no call leaves", async () => {
      const { id } = await h.review(fresh(2));
      await h.confirm(id);
      await undoConfirm(h.c, { id, actor: ACTOR });
      expect((await h.drive(id)).state).toBe("review");
      expect(h.deletes()).toHaveLength(0);
    });
  });

  describe("3 truth", () => {
    for (const kind of ["foreignId", "idInTwoLists"] as const) {
      it(`does not trust an answer with ${kind}: what it leaves out is read back first`, async () => {
        const ids = fresh(4);
        const { id } = await h.review(ids);
        await h.confirm(id);
        h.sandbox.addFaults({ action: "DeleteMezzanines", kind });
        const view = await h.drive(id);
        expect(view.tallies.verified.count).toBe(4);
        expect(view.tallies.unremovable.count).toBe(0);
        expect(h.deletes()).toHaveLength(1);
        const [attempt] = (await readItemEvidence(h.c, id, 1))?.attempts ?? [];
        expect(attempt).toMatchObject({ kind: "delete", trusted: false });
        const items = await h.rows<{ maybe_sent: boolean }>(
          sql`select maybe_sent from deletion_items where deletion_id = ${id}`,
        );
        expect(items.some((i) => i.maybe_sent)).toBe(true);
      });
    }
  });

  describe("4 Force", () => {
    it("sends Force only for ids a person chose to force, in calls of their own, after a live look", async () => {
      const plain = fresh(2);
      const forced = asyncVideos(3);
      const { id } = await h.review([...plain, ...forced]);
      await h.consent(id, "force", ["loses-original"]);
      await h.confirm(id);
      h.sandbox.clearRequests();
      const view = await h.drive(id);
      expect(view.tallies.verified.count).toBe(5);
      const byForce = h
        .deletes()
        .map((r) => [r.force, [...r.ids].sort()] as const)
        .sort(([a], [b]) => Number(a) - Number(b));
      expect(byForce).toEqual([
        [false, [...plain].sort()],
        [true, [...forced].sort()],
      ]);
      const order = h.sandbox.requests().filter((r) => r.ids.some((i) => forced.includes(i)));
      expect(order[0]?.action).toBe("BatchGetMediaInfos");
    });

    it("never sends what got worse since a person agreed", async () => {
      const [lost = "", grown = "", fine = ""] = asyncVideos(3);
      const { id } = await h.review([lost, grown, fine]);
      await h.consent(id, "force", ["loses-original"]);
      await h.confirm(id);
      h.sandbox.changeVideo(lost, { streams: [] });
      h.sandbox.changeVideo(grown, { sizeBytes: 123_456_789 });
      await h.drive(id);
      expect(h.deletes().flatMap((r) => r.ids)).toEqual([fine]);
      const reasons = await h.rows<{ video_id: string; not_sent_reason: string | null }>(
        sql`select video_id, not_sent_reason from deletion_items where deletion_id = ${id} order by seq`,
      );
      expect(reasons.map((r) => r.not_sent_reason)).toEqual(["changed", "changed", null]);
      await h.assertComplete(id);
    });

    it("a consent is void as soon as what it covers changes", async () => {
      const { id } = await h.review(asyncVideos(3));
      await h.consent(id, "force", ["loses-original"]);
      await decideItems(h.c, { id, seqs: [1], exception: "exclude", actor: ACTOR });
      const view = await h.view(id);
      expect(view.plan.forceConsented).toBe(false);
      await expect(h.confirm(id)).rejects.toMatchObject({ code: "consent-missing" });
    });

    it("refuses another number than that of the items that would be forced", async () => {
      const { id, digest } = await h.review(asyncVideos(3));
      const wrong = {
        id,
        scope: "force",
        groups: ["loses-original"],
        typedCount: "2",
        actor: ACTOR,
      } as const;
      await expect(
        giveConsent(h.c, { ...wrong, groups: [...wrong.groups], digest: digest ?? "" }),
      ).rejects.toMatchObject({ code: "typed-count-wrong" });
      expect((await h.view(id)).plan.forced.count).toBe(0);
    });

    it("cannot turn a forced group on without consent", async () => {
      const { id } = await h.review(asyncVideos(1));
      await expect(
        decideGroup(h.c, { id, group: "loses-original", include: true, actor: ACTOR }),
      ).rejects.toMatchObject({ code: "consent-missing" });
    });
  });

  describe("5 the last copy", () => {
    it("is not included by itself, though it needs no Force", async () => {
      const [last = ""] = fresh(1);
      h.sandbox.changeVideo(last, { streams: [] });
      const [plain = ""] = fresh(1);
      const { id, ...view } = await h.review([last, plain]);
      expect(groupOf({ id, ...view }, "last-copy").included.count).toBe(0);
      await h.confirm(id);
      await h.drive(id);
      expect(h.deletes().flatMap((r) => r.ids)).toEqual([plain]);
    });

    it("is sent without Force once a person typed its number", async () => {
      const [last = ""] = fresh(1);
      h.sandbox.changeVideo(last, { streams: [] });
      const { id } = await h.review([last]);
      await h.consent(id, "last-copy", ["last-copy"]);
      await h.confirm(id);
      await h.drive(id);
      expect(h.deletes().map((r) => [r.force, r.ids])).toEqual([[false, [last]]]);
    });
  });

  describe("6 no blind resend", () => {
    const cases = [
      { kind: "hangAfter", took: true },
      { kind: "resetAfter", took: true },
      { kind: "hangBefore", took: false },
      { kind: "resetBefore", took: false },
    ] as const;
    for (const { kind, took } of cases) {
      it(`${kind}: read back before anything is sent again, and never "does not exist"`, async () => {
        const ids = fresh(3);
        const { id } = await h.review(ids);
        await h.confirm(id);
        h.sandbox.addFaults({ action: "DeleteMezzanines", kind });
        h.sandbox.clearRequests();
        const view = await h.drive(id);
        expect(view.tallies.verified.count).toBe(3);
        const calls = h.sandbox.requests().map((r) => r.action);
        expect(calls.filter((a) => a === "DeleteMezzanines")).toHaveLength(took ? 1 : 2);
        if (!took) {
          const [first, second] = calls.flatMap((a, i) => (a === "DeleteMezzanines" ? [i] : []));
          const between = calls.slice((first ?? 0) + 1, second);
          expect(between.filter((a) => a === "BatchGetMediaInfos").length).toBeGreaterThanOrEqual(2);
        }
        await h.assertComplete(id);
      });
    }

    it("what NonExist says of an id that may have been sent is never its outcome", async () => {
      const ids = fresh(2);
      const { id } = await h.review(ids);
      await h.confirm(id);
      // The first call is lost before it takes effect; by the second, the first is assumed to be at work
      // late: the video is gone, and VOD names it as not existing.
      h.sandbox.addFaults(
        { action: "DeleteMezzanines", kind: "resetBefore" },
        {
          action: "DeleteMezzanines",
          kind: "change",
          ids: [ids[0] ?? ""],
          patch: { vanished: true },
          match: { nth: 2 },
        },
      );
      const view = await h.drive(id);
      expect(view.tallies.missing.count).toBe(0);
      expect(view.tallies.verified.count).toBe(2);
    });

    it("an id VOD refuses after a lost answer ends unremovable, once its source is seen to be there", async () => {
      // No look shows that this account may not write to its application; only VOD's answer does.
      const refused = h.sandbox.addVideo({ appId: h.sandbox.find("no-write", 1)[0]?.appId }).id;
      const [plain = ""] = fresh(1);
      const { id } = await h.review([refused, plain]);
      await h.confirm(id);
      h.sandbox.addFaults({ action: "DeleteMezzanines", kind: "hangAfter" });
      const view = await h.drive(id);
      const outcomes = await h.outcomes(id);
      expect([outcomes.get(refused), outcomes.get(plain)]).toEqual(["unremovable", "verified"]);
      expect(h.deletes().map((r) => r.ids.includes(plain))).toEqual([true, false]);
      expect(view.retries).toEqual([{ cause: "force", count: 1, openChildId: null }]);
      await h.assertComplete(id);
    });

    it("a driver that takes over reads back what the last one had under way", async () => {
      const ids = fresh(5);
      const { id } = await h.review(ids);
      await h.confirm(id);
      const first = new AbortController();
      let leave: () => void = () => {};
      const left = new Promise<void>((resolve) => {
        leave = resolve;
      });
      // The call takes effect, and its process is gone before it hears so.
      const dying: VodClient = {
        ...h.c.vod,
        deleteMezzanines: async (batch, force) => {
          await h.c.vod.deleteMezzanines(batch, force);
          leave();
          return await new Promise(() => {});
        },
      };
      void driveDeletion(h.deps({ vod: dying }), id, first.signal);
      await left;
      const view = await h.drive(id);
      expect(view.tallies.verified.count).toBe(5);
      expect(h.deletes()).toHaveLength(1);
      const lost = await h.rows<{ result: string }>(
        sql`select result from attempts where deletion_id = ${id} and kind = 'delete'`,
      );
      expect(lost).toEqual([{ result: "lost" }]);
      await h.assertComplete(id);
    });

    it("a driver that was superseded changes no item, and its late answer is kept as evidence", async () => {
      const ids = fresh(2);
      const { id } = await h.review(ids);
      await h.confirm(id);
      let answer: () => void = () => {};
      const held = new Promise<void>((resolve) => {
        answer = resolve;
      });
      const left = Promise.withResolvers<void>();
      const slow: VodClient = {
        ...h.c.vod,
        deleteMezzanines: async (batch, force) => {
          const result = await h.c.vod.deleteMezzanines(batch, force);
          left.resolve();
          await held;
          return result;
        },
      };
      const zombie = driveDeletion(h.deps({ vod: slow }), id, new AbortController().signal);
      await left.promise;
      await h.drive(id);
      const before = await h.outcomes(id);
      answer();
      await zombie;
      expect(await h.outcomes(id)).toEqual(before);
      const [attempt] = (await readItemEvidence(h.c, id, 1))?.attempts ?? [];
      expect(attempt).toMatchObject({ kind: "delete", result: "answered", trusted: true });
      expect(h.deletes()).toHaveLength(1);
    });
  });

  describe("8 environment", () => {
    it("a deletion of another environment is neither shown nor driven", async () => {
      const { id } = await h.review(fresh(2));
      await h.confirm(id);
      await h.db.update(deletions).set({ environmentId: "live-1-cn-beijing" }).where(sql`id = ${id}`);
      await driveDeletion(h.c, id, new AbortController().signal);
      expect(h.deletes()).toHaveLength(0);
      await expect(h.view(id)).rejects.toThrow();
      const [row] = await h.rows<{ state: string }>(sql`select state from deletions where id = ${id}`);
      expect(row?.state).toBe("countdown");
    });
  });

  describe("9 secrets", () => {
    it("neither the secret nor a signature nor a signed URL is in what is stored", async () => {
      const { id } = await h.review(asyncVideos(1));
      await h.consent(id, "force", ["loses-original"]);
      await h.confirm(id);
      await h.drive(id);
      const bodies = await h.rows<{ all: string }>(
        sql`select string_agg(coalesce(body, '') || coalesce(message, ''), ' ') as all from attempts where deletion_id = ${id}`,
      );
      expect(bodies[0]?.all).toContain("RequestId");
      expect(bodies[0]?.all).not.toMatch(/sandbox-operator|Signature|auth_key|Expires=/);
    });
  });

  describe("control", () => {
    it("a pause takes effect before the next call; resume goes on; the sum stays whole", async () => {
      const ids = fresh(45);
      const { id } = await h.review(ids);
      await h.confirm(id);
      let once: Promise<void> | undefined;
      const pausing: VodClient = {
        ...h.c.vod,
        deleteMezzanines: vi.fn(async (batch, force) => {
          const result = await h.c.vod.deleteMezzanines(batch, force);
          once ??= pauseDeletion(h.c, { id, actor: ACTOR });
          await once;
          return result;
        }),
      };
      const paused = await h.drive(id, undefined, h.deps({ vod: pausing }));
      expect(paused.state).toBe("paused");
      expect(paused.pause?.code).toBe("paused-by-person");
      const sent = h.deletes().length;
      expect(sent).toBeLessThanOrEqual(3);
      await resumeDeletion(h.c, { id, actor: ACTOR });
      const view = await h.drive(id);
      expect(view.tallies.verified.count).toBe(45);
      expect(h.deletes()).toHaveLength(3);
      await h.assertComplete(id);
    });

    it("a cancel in mid-run still verifies what was sent and sends nothing more", async () => {
      const ids = fresh(45);
      const { id } = await h.review(ids);
      await h.confirm(id);
      let once: Promise<void> | undefined;
      const cancelling: VodClient = {
        ...h.c.vod,
        deleteMezzanines: async (batch, force) => {
          const result = await h.c.vod.deleteMezzanines(batch, force);
          once ??= cancelDeletion(h.c, { id, actor: ACTOR });
          await once;
          return result;
        },
      };
      const view = await h.drive(id, undefined, h.deps({ vod: cancelling }));
      expect(view).toMatchObject({ state: "finished", result: "cancelled" });
      const sent = h.deletes().flatMap((r) => r.ids).length;
      expect(view.tallies.verified.count).toBe(sent);
      expect(view.tallies["not-sent"].count).toBe(45 - sent);
      await h.assertComplete(id);
    });

    it("a fatal answer pauses at once, with its reason, and nothing is lost", async () => {
      const { id } = await h.review(fresh(25));
      await h.confirm(id);
      h.sandbox.addFaults({
        action: "DeleteMezzanines",
        kind: "error",
        code: "Forbidden.RAM",
        status: 403,
        always: true,
      });
      const view = await h.drive(id);
      expect(view.state).toBe("paused");
      expect(view.pause).toMatchObject({ code: "fatal-answer", detail: { code: "Forbidden.RAM" } });
      expect(view.tallies.pending.count).toBe(25);
      h.sandbox.clearFaults();
      await resumeDeletion(h.c, { id, actor: ACTOR });
      expect((await h.drive(id)).tallies.verified.count).toBe(25);
    });

    it("throttling slows it down and loses nothing", async () => {
      const { id } = await h.review(fresh(40));
      await h.confirm(id);
      h.sandbox.addFaults({ action: "DeleteMezzanines", kind: "throttle", times: 2, retryAfterMs: 30 });
      const view = await h.drive(id);
      expect(view.tallies.verified.count).toBe(40);
      await h.assertComplete(id);
    });

    it("a first answer in which nothing exists pauses: most likely the wrong region", async () => {
      const ids = fresh(60);
      const { id } = await h.review(ids);
      await h.confirm(id);
      for (const video of ids) h.sandbox.changeVideo(video, { vanished: true });
      // One call a second: the first is answered while there is still something to hold back.
      const quota = createQuota(store().db, "one-a-second", {}, 1);
      h.sandbox.clearRequests();
      const view = await h.drive(id, new AbortController().signal, { ...h.c, quota });
      expect(view.state).toBe("paused");
      expect(view.pause?.code).toBe("nothing-exists");
      expect(h.deletes()).toHaveLength(1);
    });

    it("the first answer counts as the first, though a call before it was lost", async () => {
      const ids = fresh(60);
      const { id } = await h.review(ids);
      await h.confirm(id);
      for (const video of ids) h.sandbox.changeVideo(video, { vanished: true });
      let calls = 0;
      const losing: VodClient = {
        ...h.c.vod,
        deleteMezzanines: async (batch, force) => {
          calls += 1;
          if (calls > 1) return await h.c.vod.deleteMezzanines(batch, force);
          const nothing = { requestId: null, httpStatus: null, body: null };
          return { kind: "unanswered", code: "Timeout", message: "", ...nothing };
        },
      };
      const quota = createQuota(store().db, "one-a-second-too", {}, 1);
      const view = await h.drive(id, undefined, { ...h.deps({ vod: losing }), quota });
      expect(view).toMatchObject({ state: "paused", pause: { code: "nothing-exists" } });
      expect(h.deletes()).toHaveLength(1);
    });

    it("an id that another deletion holds waits, and ends by what it then is", async () => {
      const [shared = "", own = ""] = fresh(2);
      const first = await h.review([shared]);
      const second = await h.review([shared, own]);
      await h.confirm(first.id);
      await h.confirm(second.id);
      await Promise.all([h.drive(first.id), h.drive(second.id)]);
      const calls = h.deletes().filter((r) => r.ids.includes(shared));
      expect(calls).toHaveLength(1);
      const outcomes = [
        (await h.outcomes(first.id)).get(shared),
        (await h.outcomes(second.id)).get(shared),
      ].sort();
      expect(outcomes).toEqual(["not-sent", "verified"]);
      await h.assertComplete(first.id);
      await h.assertComplete(second.id);
    });

    it("every change of state and act of a person is in the record", async () => {
      const { id } = await h.review(fresh(1));
      await h.confirm(id);
      await h.drive(id);
      const events = await h.rows<{ action: string; actor_id: string }>(
        sql`select action, actor_id from audit_events where subject_id = ${id} order by id`,
      );
      expect(events.map((e) => e.action)).toEqual([
        "deletion.create",
        "deletion.collected",
        "deletion.forecast-done",
        "deletion.confirm",
        "deletion.countdown-over",
        "deletion.planned",
        "deletion.all-sent",
        "deletion.verified-all",
      ]);
      expect(events[3]?.actor_id).toBe(ACTOR.id);
    });
  });
});
