import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertVideos, media } from "../catalog/catalog-fixtures.ts";
import { storeCategories } from "../catalog/store-categories.ts";
import { eachStore } from "../db/open-test-store.ts";
import type { NewProtection } from "./add-protection.ts";
import { addProtection, MAX_TAG_LENGTH } from "./add-protection.ts";
import { recheckForecast } from "./control-deletion.ts";
import type { EngineDeps } from "./deps.ts";
import { ACTOR, type EngineHarness, engineHarness, groupOf } from "./engine-harness.ts";
import { listProtections } from "./list-protections.ts";
import { removeProtection } from "./remove-protection.ts";
import { retryDeletion } from "./retry-deletion.ts";

const ADMIN = { id: "admin-1", name: "Ada Admin" };

/* Protection rules, tried before, in the middle of and after a run, over the wire. */
eachStore("protection rules", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
    await storeCategories(h.db, h.environment.id, [
      { cateId: 10, cateName: "Courses", parentId: -1, level: 0 },
      { cateId: 11, cateName: "Maths", parentId: 10, level: 1 },
      { cateId: 20, cateName: "News", parentId: -1, level: 0 },
    ]);
  });
  afterAll(() => h.close());
  beforeEach(() => {
    h.sandbox.clearFaults();
    h.sandbox.clearRequests();
  });
  afterEach(async () => {
    await h.db.execute(sql`delete from protections`);
  });

  const add = (kind: string, value: string, over: Partial<NewProtection> = {}) =>
    addProtection(h.c, { kind, value, reason: "because", actor: ADMIN, ...over });

  /** New videos at VOD, and in the catalog where they are not to be strangers to it. */
  async function videosOf(
    all: readonly { tags?: string; cateId?: number }[],
    known = true,
  ): Promise<string[]> {
    const made = all.map(({ tags = null, cateId = 20 }) => {
      const { id } = h.sandbox.addVideo({ tags, cateId });
      return media(id, { tags, cateId });
    });
    if (known) await insertVideos(h.db, h.environment.id, made);
    return made.map((one) => one.videoId);
  }

  const videos = (n: number, over: { tags?: string; cateId?: number } = {}) =>
    videosOf(Array.from({ length: n }, () => over));

  async function video(over: { tags?: string; cateId?: number }): Promise<string> {
    const [id = ""] = await videosOf([over]);
    return id;
  }

  const sentIds = () => h.deletes().flatMap((request) => request.ids);
  const reasonsOf = async (id: string) =>
    new Map(
      (
        await h.rows<{ video_id: string; why: string | null }>(
          sql`select video_id, not_sent_reason || ' ' || coalesce(code, '') as why from deletion_items where deletion_id = ${id}`,
        )
      ).map((row) => [row.video_id, row.why]),
    );

  /** Engine parts in which something happens after the first delete call, before any other one has its slot. */
  function afterFirstCall(happens: () => Promise<unknown>): EngineDeps {
    const happened = Promise.withResolvers<void>();
    let calls = 0;
    let slots = 0;
    return {
      ...h.c,
      vod: {
        ...h.c.vod,
        deleteMezzanines: async (ids, force) => {
          const answer = await h.c.vod.deleteMezzanines(ids, force);
          calls += 1;
          if (calls === 1) {
            await happens();
            happened.resolve();
          }
          return answer;
        },
      },
      quota: {
        ...h.c.quota,
        take: async (operation, caller) => {
          if (operation === "DeleteMezzanines") {
            slots += 1;
            if (slots > 1) await happened.promise;
          }
          return await h.c.quota.take(operation, caller);
        },
      },
    };
  }

  describe("adding and removing", () => {
    it("a rule stands in the list with who and why, and in the record", async () => {
      const { id } = await add("tag", "  keep ", { reason: " contract 17 " });
      const { active, removed } = await listProtections(h.c);
      expect(active).toMatchObject([
        { id, kind: "tag", value: "keep", name: null, reason: "contract 17", createdByName: ADMIN.name },
      ]);
      expect(removed).toEqual([]);
      const [event] = await h.rows<{ action: string; actor_id: string; environment_id: string }>(
        sql`select action, actor_id, environment_id from audit_events where subject_id = ${id}`,
      );
      expect(event).toEqual({
        action: "protection.add",
        actor_id: ADMIN.id,
        environment_id: h.environment.id,
      });
    });

    it("names the video and the way of the category", async () => {
      const known = await video({});
      await add("video", known);
      await add("video", "nobody-knows-it");
      await add("category", "11");
      const names = new Map((await listProtections(h.c)).active.map((rule) => [rule.value, rule.name]));
      expect(names).toEqual(
        new Map([
          [known, "A title"],
          ["nobody-knows-it", null],
          ["11", "Courses / Maths"],
        ]),
      );
    });

    it("keeps ids in the spelling in which they are compared", async () => {
      const id = await video({});
      await add("video", id.toUpperCase());
      expect((await listProtections(h.c)).active[0]?.value).toBe(id);
      await expect(add("video", id)).rejects.toMatchObject({ code: "already-protected" });
    });

    it.each([
      ["an unknown kind", { kind: "folder", value: "x" }, { field: "kind" }],
      ["no id", { kind: "video", value: "  " }, { field: "value", fault: "empty" }],
      ["a malformed id", { kind: "video", value: "abc def" }, { field: "value", fault: "bad-characters" }],
      ["an id that is too long", { kind: "video", value: "a".repeat(65) }, { fault: "too-long" }],
      ["an empty tag", { kind: "tag", value: " " }, { fault: "empty" }],
      [
        "a tag that is too long",
        { kind: "tag", value: "x".repeat(MAX_TAG_LENGTH + 1) },
        { fault: "too-long" },
      ],
      ["two tags", { kind: "tag", value: "a,b" }, { fault: "comma" }],
      ["a tag with a control character", { kind: "tag", value: "a\u0007b" }, { fault: "bad-characters" }],
      ["a tag with an invisible character", { kind: "tag", value: "a\u200bb" }, { fault: "bad-characters" }],
      ["a category that is no number", { kind: "category", value: "11; drop" }, { fault: "no-category" }],
      ["a category nobody knows", { kind: "category", value: "999" }, { fault: "no-category" }],
      ["no reason", { kind: "tag", value: "x", reason: "" }, { field: "reason", fault: "empty" }],
      ["a long reason", { kind: "tag", value: "x", reason: "x".repeat(501) }, { field: "reason" }],
    ])("%s is refused, and nothing is written", async (_, input, detail) => {
      const count = () =>
        h.rows(sql`
          select (select count(*)::int from protections) as rules,
            (select protections_added from environments where id = ${h.environment.id}) as added,
            (select count(*)::int from audit_events) as events`);
      const before = await count();
      await expect(add(input.kind, input.value, input)).rejects.toMatchObject({
        code: "invalid-input",
        detail: expect.objectContaining(detail),
      });
      expect(await count()).toEqual(before);
    });

    it("two people who add the same rule at once make one", async () => {
      const results = await Promise.allSettled([add("tag", "both"), add("tag", "both")]);
      expect(results.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(results.find((r) => r.status === "rejected")).toMatchObject({
        reason: { code: "already-protected" },
      });
      expect((await listProtections(h.c)).active).toHaveLength(1);
    });

    it("a removed rule stays readable with who removed it, and can be added anew", async () => {
      const { id } = await add("tag", "keep");
      await removeProtection(h.c, { id, actor: ADMIN });
      expect(await listProtections(h.c)).toMatchObject({
        active: [],
        removed: [{ id, value: "keep", removedByName: ADMIN.name }],
      });
      await expect(removeProtection(h.c, { id, actor: ADMIN })).rejects.toMatchObject({ code: "conflict" });
      await add("tag", "keep");
      expect((await listProtections(h.c)).active).toHaveLength(1);
    });

    it("a rule of another environment is not there, and covers nothing here", async () => {
      const { id } = await add("tag", "elsewhere");
      await h.db.execute(sql`update protections set environment_id = 'live-1-cn-beijing'`);
      expect(await listProtections(h.c)).toEqual({ active: [], removed: [] });
      await expect(removeProtection(h.c, { id, actor: ADMIN })).rejects.toMatchObject({ code: "not-found" });
      const ids = await videos(2, { tags: "elsewhere" });
      const review = await h.review(ids);
      expect(groupOf(review, "protected").count).toBe(0);
      await h.confirm(review.id);
      await h.drive(review.id);
      expect(sentIds().toSorted()).toEqual(ids.toSorted());
    });
  });

  describe("in the forecast", () => {
    for (const known of [true, false]) {
      it(`what a rule covers is protected and never sent, ${known ? "known" : "unknown"} to the catalog`, async () => {
        const [tagged = "", below = "", named = "", plain = ""] = await videosOf(
          [{ tags: "a, keep ,b" }, { cateId: 11 }, { tags: "keeper" }, { tags: "keeper" }],
          known,
        );
        await add("tag", "keep");
        await add("category", "10");
        await add("video", named);
        const review = await h.review([tagged, below, named, plain]);
        expect(groupOf(review, "protected").count).toBe(3);
        expect(review.plan.total.count).toBe(1);
        await h.confirm(review.id);
        await h.drive(review.id);
        expect(sentIds()).toEqual([plain]);
        expect(await reasonsOf(review.id)).toEqual(
          new Map([
            [tagged, "protected tag:keep"],
            [below, "protected category:Courses"],
            [named, "protected video"],
            [plain, null],
          ]),
        );
        await h.assertComplete(review.id);
      });
    }

    it("what is gone already is said to be gone", async () => {
      const id = await video({ tags: "keep" });
      h.sandbox.changeVideo(id, { mezzanineStatus: "Deleted" });
      await add("tag", "keep");
      const review = await h.review([id]);
      expect([groupOf(review, "gone").count, groupOf(review, "protected").count]).toEqual([1, 0]);
    });

    it("the review tells of rules that came after it, and shows them after another look", async () => {
      const [kept = "", plain = ""] = [await video({ tags: "keep" }), await video({})];
      const review = await h.review([kept, plain]);
      expect(review.newProtections).toBe(0);
      await add("tag", "keep");
      expect((await h.view(review.id)).newProtections).toBe(1);
      await recheckForecast(h.c, { id: review.id, actor: ACTOR });
      h.sandbox.clearRequests();
      const again = await h.drive(review.id);
      expect(again).toMatchObject({ state: "review", newProtections: 0 });
      expect(groupOf(again, "protected").count).toBe(1);
      // Only what the rule may cover was looked at.
      expect(h.sandbox.requests({ action: "BatchGetMediaInfos" }).flatMap((r) => r.ids)).toEqual([kept]);
    });
  });

  describe("in the middle of a run", () => {
    const cases = [
      { kind: "tag", value: () => "keep", note: "tag:keep" },
      { kind: "category", value: () => "10", note: "category:Courses" },
      { kind: "video", value: (ids: string[]) => ids[30] ?? "", note: "video" },
    ] as const;
    for (const { kind, value, note } of cases) {
      for (const known of [true, false]) {
        it(`a ${kind} rule keeps back what has not left, ${known ? "known" : "unknown"} to the catalog`, async () => {
          // Two of every five are covered, so that every call has covered ids and others.
          const ids = await videosOf(
            Array.from({ length: 50 }, (_, i) =>
              i % 5 < 2 ? { tags: "x,keep", cateId: 11 } : { tags: "x" },
            ),
            known,
          );
          const covered = new Set(kind === "video" ? [value(ids)] : ids.filter((_, i) => i % 5 < 2));
          const { id } = await h.review(ids);
          await h.confirm(id);
          let sentBefore: string[] = [];
          const view = await h.drive(
            id,
            undefined,
            afterFirstCall(async () => {
              sentBefore = sentIds();
              await add(kind, value(ids));
            }),
          );
          expect(view.state).toBe("finished");
          expect(sentBefore).toHaveLength(20);
          const sentAfter = sentIds().filter((sent) => !sentBefore.includes(sent));
          expect(sentAfter.filter((sent) => covered.has(sent))).toEqual([]);
          const spared = ids.filter((one) => covered.has(one) && !sentBefore.includes(one));
          expect(spared.length).toBeGreaterThan(0);
          const reasons = await reasonsOf(id);
          expect(spared.map((one) => reasons.get(one))).toEqual(spared.map(() => `protected ${note}`));
          expect(view.tallies["not-sent"].count).toBe(spared.length);
          // What had left is told as what it is: gone.
          expect(view.tallies.verified.count).toBe(50 - spared.length);
          await h.assertComplete(id);
        });
      }
    }

    it("a rule that comes after the confirmation and covers all: no call leaves at all", async () => {
      const { id } = await h.review(await videos(45, { tags: "keep" }));
      await h.confirm(id);
      await add("tag", "keep");
      const view = await h.drive(id);
      expect(view).toMatchObject({ state: "finished", result: "completed" });
      expect(view.tallies["not-sent"]).toMatchObject({ count: 45 });
      expect(view.causes).toMatchObject([{ outcome: "not-sent", reason: "protected", code: "tag:keep" }]);
      expect(h.deletes()).toHaveLength(0);
      await h.assertComplete(id);
    });

    it("a rule that comes during the last look holds for the call that follows", async () => {
      const ids = h.freshForced(3);
      const { id } = await h.review(ids);
      await h.consent(id, "force", ["loses-original"]);
      await h.confirm(id);
      const [kept = ""] = ids;
      let rule: Promise<unknown> | undefined;
      await h.drive(id, undefined, {
        ...h.c,
        vod: {
          ...h.c.vod,
          inspectVideos: async (asked, caller) => {
            const answer = await h.c.vod.inspectVideos(asked, caller);
            rule ??= add("video", kept);
            await rule;
            return answer;
          },
        },
      });
      expect(sentIds().toSorted()).toEqual(ids.slice(1).toSorted());
      expect((await reasonsOf(id)).get(kept)).toBe("protected video");
      await h.assertComplete(id);
    });

    it("a last look sees tags that the catalog has not heard of", async () => {
      const ids = h.freshForced(2);
      const { id } = await h.review(ids);
      await h.consent(id, "force", ["loses-original"]);
      await h.confirm(id);
      await add("tag", "keep");
      h.sandbox.changeVideo(ids[0] ?? "", { tags: "keep" });
      await h.drive(id);
      expect(sentIds()).toEqual([ids[1]]);
      await h.assertComplete(id);
    });

    it("the first batch of a large run counts as untried where a rule keeps it back", async () => {
      const kept = await videos(40, { tags: "keep" });
      const others = await videos(1_000);
      const { id } = await h.review([...kept, ...others]);
      await h.confirm(id);
      await add("tag", "keep");
      const view = await h.drive(id);
      expect(view).toMatchObject({ state: "finished", pause: null });
      expect(view.tallies.verified.count).toBe(1_000);
      expect(view.tallies["not-sent"].count).toBe(40);
      // Alone, and verified before the next ones: the first call that names anybody.
      expect(h.deletes()[0]?.ids).toHaveLength(20);
      expect(sentIds().filter((one) => kept.includes(one))).toEqual([]);
      await h.assertComplete(id);
    });
  });

  it("a rule that is removed brings nothing back by itself; another deletion may take it", async () => {
    const [kept = "", plain = ""] = [await video({ tags: "keep" }), await video({})];
    const { id } = await h.review([kept, plain]);
    await h.confirm(id);
    const rule = await add("tag", "keep");
    const view = await h.drive(id);
    await removeProtection(h.c, { id: rule.id, actor: ADMIN });
    await h.drive(id);
    expect(sentIds()).toEqual([plain]);
    expect(view.retries).toEqual([{ cause: "unchecked", count: 1, openChildId: null }]);
    const child = await retryDeletion(h.c, { id, cause: "unchecked", actor: ACTOR });
    const review = await h.drive(child.id);
    expect(groupOf(review, "removable").count).toBe(1);
    expect(sentIds()).toEqual([plain]);
    await h.confirm(child.id);
    await h.drive(child.id);
    expect(sentIds()).toEqual([plain, kept]);
  });
});
