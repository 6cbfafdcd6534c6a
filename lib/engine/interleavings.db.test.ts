import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import type { VodClient } from "../vod/types.ts";
import {
  cancelDeletion,
  discardDeletion,
  pauseDeletion,
  resumeDeletion,
  undoConfirm,
} from "./control-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness, groupOf } from "./engine-harness.ts";

/* What happens when something else happens at the worst moment. */
eachStore("interleavings", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());
  beforeEach(() => {
    h.sandbox.clearFaults();
    h.sandbox.clearRequests();
  });

  const held = async (id: string) =>
    Number(
      (
        await h.rows<{ n: number }>(sql`select count(*)::int as n from in_flight where deletion_id = ${id}`)
      )[0]?.n,
    );
  const refusal = {
    kind: "refused",
    requestId: null,
    httpStatus: 400,
    body: null,
    message: "Request was denied due to request throttling.",
    fatal: false,
  } as const;

  it("a pause during a slow call: what it accepted is verified before the driver rests", async () => {
    const { id } = await h.review(h.fresh(3));
    await h.confirm(id);
    const slow: VodClient = {
      ...h.c.vod,
      deleteMezzanines: async (ids, force) => {
        const result = await h.c.vod.deleteMezzanines(ids, force);
        await pauseDeletion(h.c, { id, actor: ACTOR });
        // Longer than any loop takes between two looks at the state.
        await new Promise((resolve) => setTimeout(resolve, 700));
        return result;
      },
    };
    const view = await h.drive(id, undefined, h.deps({ vod: slow }));
    expect(view).toMatchObject({ state: "paused" });
    expect(view.tallies.verified.count).toBe(3);
  });

  it("a cancel during a call that is refused: its ids are not sent, and the deletion ends", async () => {
    const { id } = await h.review(h.fresh(3));
    await h.confirm(id);
    const refusing: VodClient = {
      ...h.c.vod,
      deleteMezzanines: async () => {
        await cancelDeletion(h.c, { id, actor: ACTOR });
        return { ...refusal, code: "Throttling.User", throttled: true, retryAfterMs: 10 };
      },
    };
    const view = await h.drive(id, undefined, h.deps({ vod: refusing }));
    expect(view).toMatchObject({ state: "finished", result: "cancelled" });
    expect(view.tallies["not-sent"].count).toBe(3);
    expect(h.deletes()).toHaveLength(0);
    await h.assertComplete(id);
  });

  it("a cancel during a call that was lost: what is still there is not sent again, and the deletion ends", async () => {
    const { id } = await h.review(h.fresh(2));
    await h.confirm(id);
    const losing: VodClient = {
      ...h.c.vod,
      deleteMezzanines: async () => {
        await cancelDeletion(h.c, { id, actor: ACTOR });
        const nothing = { requestId: null, httpStatus: null, body: null };
        return { kind: "unanswered", code: "Timeout", message: "", ...nothing };
      },
    };
    const view = await h.drive(id, undefined, h.deps({ vod: losing }));
    expect(view).toMatchObject({ state: "finished", result: "cancelled" });
    expect(view.causes).toMatchObject([{ outcome: "not-sent", reason: "cancelled", count: 2 }]);
    await h.assertComplete(id);
  });

  it("a countdown that was undone and confirmed anew while the driver looked at it is counted down anew", async () => {
    const { id } = await h.review(h.fresh(2));
    await h.confirm(id);
    const { countdownMs } = h.c.env.timing;
    let isAnew = false;
    const db = new Proxy(h.db, {
      get: (target, key, self) =>
        key === "execute"
          ? async (query: SQL) => {
              const answer = await target.execute(query);
              if (!isAnew && JSON.stringify(query.queryChunks).includes("starts_at - now()")) {
                isAnew = true;
                await undoConfirm(h.c, { id, actor: ACTOR });
                h.c.env.timing.countdownMs = 60_000;
                await h.confirm(id);
                h.c.env.timing.countdownMs = countdownMs;
                leaving.abort();
              }
              return answer;
            }
          : Reflect.get(target, key, self),
    });
    const leaving = new AbortController();
    const view = await h.drive(id, leaving.signal, { ...h.c, db, backgroundDb: db });
    expect(isAnew).toBe(true);
    expect(view.state).toBe("countdown");
    expect(h.deletes()).toEqual([]);
  });

  it("a discard before the list is whole: no id is looked at, and the deletion stays put away", async () => {
    const { id } = await h.draft(h.fresh(50));
    await discardDeletion(h.c, { id, actor: ACTOR });
    h.sandbox.clearRequests();
    expect(await h.drive(id)).toMatchObject({ state: "discarded" });
    expect(h.sandbox.requests()).toEqual([]);
  });

  it("a shutdown in the middle of the forecast: the next driver looks at every id that is left", async () => {
    const ids = h.fresh(50);
    const leaving = new AbortController();
    let looks = 0;
    const cut: VodClient = {
      ...h.c.vod,
      inspectVideos: async (batch) => {
        looks += 1;
        if (looks === 1) return await h.c.vod.inspectVideos(batch);
        leaving.abort();
        return {
          kind: "unanswered",
          code: "Timeout",
          message: "",
          requestId: null,
          httpStatus: null,
          body: null,
        };
      },
    };
    const { id } = await h.draft(ids);
    expect((await h.drive(id, leaving.signal, h.deps({ vod: cut }))).state).toBe("forecasting");
    const view = await h.drive(id);
    expect(view.state).toBe("review");
    expect(groupOf(view, "removable").count).toBe(50);
  });

  it("a driver that leaves in mid-run sends nothing more, and leaves nothing under way behind", async () => {
    const { id } = await h.review(h.fresh(45));
    await h.confirm(id);
    const leaving = new AbortController();
    const last: VodClient = {
      ...h.c.vod,
      deleteMezzanines: async (ids, force) => {
        leaving.abort();
        return await h.c.vod.deleteMezzanines(ids, force);
      },
    };
    const view = await h.drive(id, leaving.signal, h.deps({ vod: last }));
    expect(view.state).toBe("running");
    expect(view.inFlightCalls).toBe(0);
    expect(view.tallies.sending.count).toBe(0);
    const sent = h.deletes().flatMap((r) => r.ids).length;
    expect(sent).toBeLessThan(45);
    expect((await h.drive(id)).tallies.verified.count).toBe(45);
    expect(h.deletes()).toHaveLength(3);
    await h.assertComplete(id);
  });

  it("a run that waits for a person holds no id: another deletion of the same ids goes on", async () => {
    const ids = h.fresh(2);
    const first = await h.review(ids);
    const second = await h.review(ids);
    await h.confirm(first.id);
    await h.confirm(second.id);
    h.sandbox.addFaults({ action: "DeleteMezzanines", kind: "error", code: "Forbidden.RAM", status: 403 });
    expect((await h.drive(first.id)).state).toBe("paused");
    expect(await held(first.id)).toBe(0);
    const view = await h.drive(second.id);
    expect(view).toMatchObject({ state: "finished" });
    expect(view.tallies.verified.count).toBe(2);
    await resumeDeletion(h.c, { id: first.id, actor: ACTOR });
    const resumed = await h.drive(first.id);
    expect(resumed.state).toBe("finished");
    expect(resumed.tallies.missing.count).toBe(0);
    await h.assertComplete(first.id);
  });

  describe("the last look", () => {
    it("is refused for want of permission: the run waits for a person, and nothing was sent", async () => {
      const { id } = await h.review(h.freshForced(2));
      await h.consent(id, "force", ["loses-original"]);
      await h.confirm(id);
      h.sandbox.addFaults({
        action: "BatchGetMediaInfos",
        kind: "error",
        code: "Forbidden.RAM",
        status: 403,
        always: true,
      });
      const paused = await h.drive(id);
      expect(paused).toMatchObject({
        state: "paused",
        pause: { code: "fatal-answer", detail: { code: "Forbidden.RAM" } },
      });
      expect(paused.tallies.pending.count).toBe(2);
      expect(h.deletes()).toHaveLength(0);
      h.sandbox.clearFaults();
      await resumeDeletion(h.c, { id, actor: ACTOR });
      expect((await h.drive(id)).tallies.verified.count).toBe(2);
    });

    it("is refused because of one id: that id alone stays unsent", async () => {
      const ids = h.freshForced(5);
      const poison = ids[3] ?? "";
      const { id } = await h.review(ids);
      await h.consent(id, "force", ["loses-original"]);
      await h.confirm(id);
      h.sandbox.addFaults({
        action: "BatchGetMediaInfos",
        kind: "error",
        code: "InvalidParameter",
        status: 400,
        always: true,
        match: { anyId: [poison] },
      });
      const view = await h.drive(id);
      expect(view.tallies.verified.count).toBe(4);
      expect(view.causes).toMatchObject([
        { outcome: "not-sent", reason: "unchecked", code: "InvalidParameter", count: 1 },
      ]);
      expect((await h.outcomes(id)).get(poison)).toBe("not-sent");
      await h.assertComplete(id);
    });

    it("finds gone what an earlier call may have deleted: verified by a read-back, never 'not sent'", async () => {
      const [video = ""] = h.fresh(1);
      const { id } = await h.review([video]);
      await h.confirm(id);
      const late: VodClient = {
        ...h.c.vod,
        // The call is lost. It takes effect only when two read-backs have found the source still there.
        deleteMezzanines: async () => ({
          kind: "unanswered",
          code: "Timeout",
          message: "",
          requestId: null,
          httpStatus: null,
          body: null,
        }),
        inspectVideos: async (ids) => {
          if ((await h.outcomes(id)).get(video) === "pending") {
            h.sandbox.changeVideo(video, { mezzanineStatus: "Deleted" });
          }
          return await h.c.vod.inspectVideos(ids);
        },
      };
      const view = await h.drive(id, undefined, h.deps({ vod: late }));
      expect(view.tallies.verified.count).toBe(1);
      expect(view.tallies["not-sent"].count).toBe(0);
      await h.assertComplete(id);
    });
  });

  it("read-backs never answered, though VOD is there: unverified, and that is the reason given", async () => {
    const { id } = await h.review(h.fresh(2));
    await h.confirm(id);
    h.sandbox.addFaults({ action: "BatchGetMediaInfos", kind: "status5xx", always: true });
    const view = await h.drive(id);
    expect(view.causes).toMatchObject([{ outcome: "unverified", code: "InternalError", count: 2 }]);
    expect(h.deletes()).toHaveLength(1);
  });

  describe("downtime", () => {
    const past = (id: string, column: "driven_at" | "starts_at", interval: string) =>
      h.db.execute(
        sql`update deletions set ${sql.identifier(column)} = now() - ${interval}::interval where id = ${id}`,
      );

    it("over a countdown: it waits for a person, and goes on when one says so", async () => {
      const { id } = await h.review(h.fresh(2));
      await h.confirm(id);
      await past(id, "starts_at", "6 minutes");
      await past(id, "driven_at", "7 minutes");
      expect(await h.drive(id)).toMatchObject({ state: "paused", pause: { code: "downtime" } });
      expect(h.deletes()).toHaveLength(0);
      await resumeDeletion(h.c, { id, actor: ACTOR });
      const view = await h.drive(id);
      expect(view).toMatchObject({ state: "finished", result: "completed" });
      expect(view.tallies.verified.count).toBe(2);
      await h.assertComplete(id);
    });

    it("of a few minutes in a countdown: it goes on by itself", async () => {
      const { id } = await h.review(h.fresh(1));
      await h.confirm(id);
      await past(id, "starts_at", "4 minutes");
      await past(id, "driven_at", "1 day");
      expect((await h.drive(id)).tallies.verified.count).toBe(1);
    });

    it("of more than a day in a run: it waits, and a resume is not taken for downtime again", async () => {
      const { id } = await h.review(h.fresh(25));
      await h.confirm(id);
      const leaving = new AbortController();
      const last: VodClient = {
        ...h.c.vod,
        deleteMezzanines: async (ids, force) => {
          leaving.abort();
          return await h.c.vod.deleteMezzanines(ids, force);
        },
      };
      expect((await h.drive(id, leaving.signal, h.deps({ vod: last }))).state).toBe("running");
      await past(id, "starts_at", "26 hours");
      await past(id, "driven_at", "25 hours");
      const waiting = await h.drive(id);
      expect(waiting).toMatchObject({ state: "paused", pause: { code: "downtime" } });
      expect(waiting.tallies.accepted.count).toBe(0);
      // The person needs two days to come back.
      await past(id, "driven_at", "48 hours");
      await resumeDeletion(h.c, { id, actor: ACTOR });
      const view = await h.drive(id);
      expect(view.state).toBe("finished");
      expect(view.tallies.verified.count).toBe(25);
    });
  });
});
