import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertVideos, media } from "../catalog/catalog-fixtures.ts";
import { EMPTY_FILTER, filterToText } from "../catalog/filter.ts";
import { eachStore } from "../db/open-test-store.ts";
import { recheckForecast } from "./control-deletion.ts";
import { createDeletion, type Selection } from "./create-deletion.ts";
import { decideGroup } from "./decide-groups.ts";
import { decideItems } from "./decide-items.ts";
import { ACTOR, type EngineHarness, engineHarness, groupOf } from "./engine-harness.ts";
import { listDeletions } from "./list-deletions.ts";

/* From a selection to what is decided about it. */
eachStore("selections and decisions", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());
  beforeEach(() => {
    h.sandbox.clearFaults();
    h.sandbox.clearRequests();
  });

  const form = (idempotencyKey: string, selection: Selection, selectedCount: number) => ({
    actor: ACTOR,
    idempotencyKey,
    selection,
    selectedCount,
  });
  const listed = async (id: string) =>
    (
      await h.rows<{ video_id: string }>(
        sql`select video_id from deletion_items where deletion_id = ${id} order by seq`,
      )
    ).map((r) => r.video_id);

  describe("creating", () => {
    it("the same form sent twice, one after the other or at once, is one deletion", async () => {
      const input = form("twice", { kind: "ids", ids: h.fresh(2) }, 2);
      const atOnce = await Promise.all(Array.from({ length: 6 }, () => createDeletion(h.c, input)));
      const again = await createDeletion(h.c, input);
      expect(new Set([...atOnce, again].map((d) => d.id)).size).toBe(1);
      const created = await h.rows(
        sql`select 1 from audit_events where action = 'deletion.create' and subject_id = ${again.id}`,
      );
      expect(created).toHaveLength(1);
    });

    it("another person's form with the same key is another deletion", async () => {
      const input = form("mine", { kind: "ids", ids: h.fresh(1) }, 1);
      const mine = await createDeletion(h.c, input);
      const theirs = await createDeletion(h.c, { ...input, actor: { id: "operator-2", name: "Oscar" } });
      expect(theirs.id).not.toBe(mine.id);
    });

    it("refuses no ids, ids that are none, and a filter that cannot be read; nothing is stored", async () => {
      const count = async () => (await h.rows(sql`select 1 from deletions`)).length;
      const before = await count();
      const selections: [Selection, string][] = [
        [{ kind: "ids", ids: [] }, "empty-list"],
        [{ kind: "ids", ids: ["a,b"] }, "invalid-input"],
        [{ kind: "filter", filterText: "minBytes=abc", excludedIds: [] }, "invalid-input"],
      ];
      for (const [i, [selection, code]] of selections.entries()) {
        await expect(createDeletion(h.c, form(`bad-${i}`, selection, 1))).rejects.toMatchObject({ code });
      }
      expect(await count()).toBe(before);
    });
  });

  it("a filter freezes what it matches but for the exclusions; what the catalog gets later stays out", async () => {
    const ids = h.fresh(6).toSorted();
    const filterText = filterToText({ ...EMPTY_FILTER, q: "Frozen match" });
    await insertVideos(
      h.db,
      h.environment.id,
      ids.map((id, i) => media(id, { title: i === 5 ? "Something else" : `A frozen match ${i}` })),
    );
    const [excluded = ""] = ids;
    const { id } = await createDeletion(
      h.c,
      // In whatever case it comes, it is that video.
      form("filter", { kind: "filter", filterText, excludedIds: [excluded.toUpperCase()] }, 5),
    );
    // Uploaded after the selection was made, and in the catalog before it is frozen.
    const [uploaded = "", late = ""] = h.fresh(2);
    const after = new Date(Date.now() + 3_600_000);
    await insertVideos(h.db, h.environment.id, [
      media(uploaded, { title: "Frozen match", createdAt: after }),
    ]);
    const view = await h.drive(id);
    expect(await listed(id)).toEqual(ids.slice(1, 5));
    // What the person saw as selected is kept beside what was frozen.
    expect([view.selectedCount, view.itemCount]).toEqual([5, 4]);
    await insertVideos(h.db, h.environment.id, [media(late, { title: "Frozen match" })]);
    await h.confirm(id);
    await h.drive(id);
    expect(
      h
        .deletes()
        .flatMap((r) => r.ids)
        .toSorted(),
    ).toEqual(ids.slice(1, 5));
    await h.assertComplete(id);
  });

  it("a stored filter that cannot be read any more freezes nothing, and says so", async () => {
    const filterText = filterToText({ ...EMPTY_FILTER, q: "anything" });
    const { id } = await createDeletion(
      h.c,
      form("older", { kind: "filter", filterText, excludedIds: [] }, 3),
    );
    await h.db.execute(sql`update deletions set filter_text = 'minBytes=abc' where id = ${id}`);
    const view = await h.drive(id);
    expect(view).toMatchObject({ state: "failed", itemCount: 0, pause: { code: "filter-unreadable" } });
    expect(await listed(id)).toEqual([]);
  });

  it("a filter that matches nothing any more makes no list to review", async () => {
    const filterText = filterToText({ ...EMPTY_FILTER, q: "matches nothing at all" });
    const { id } = await createDeletion(
      h.c,
      form("none", { kind: "filter", filterText, excludedIds: [] }, 3),
    );
    expect(await h.drive(id)).toMatchObject({ state: "failed", itemCount: 0, pause: { code: "empty-list" } });
  });

  it("no decision includes an item that is never sent", async () => {
    const [gone] = h.sandbox.find("gone", 1);
    const { id, digest } = await h.review([gone?.id ?? "", ...h.fresh(1)]);
    const include = (seqs: number[]) => decideItems(h.c, { id, seqs, exception: "include", actor: ACTOR });
    await expect(include([1])).rejects.toMatchObject({ code: "invalid-input" });
    await expect(include([1, 2])).rejects.toMatchObject({ code: "invalid-input" });
    await expect(include([99])).rejects.toMatchObject({ code: "invalid-input" });
    const view = await h.view(id);
    expect(view.plan.total.count).toBe(1);
    // All or nothing: the harmless one beside it was not changed either.
    expect(view.digest).toBe(digest);
  });

  it("a group's decision takes back the exceptions made in it before", async () => {
    const { id } = await h.review(h.fresh(3));
    await decideItems(h.c, { id, seqs: [1], exception: "exclude", actor: ACTOR });
    await decideGroup(h.c, { id, group: "removable", include: false, actor: ACTOR });
    await decideGroup(h.c, { id, group: "removable", include: true, actor: ACTOR });
    expect((await h.view(id)).plan.total.count).toBe(3);
  });

  it("who decided what is in the record, with the number that was typed", async () => {
    const { id } = await h.review([...h.fresh(2), ...h.freshForced(2)]);
    await decideItems(h.c, { id, seqs: [2], exception: "exclude", actor: ACTOR });
    await decideGroup(h.c, { id, group: "removable", include: false, actor: ACTOR });
    await h.consent(id, "force", ["loses-original"]);
    const acts = await h.rows<{ action: string; actor_id: string; detail: unknown }>(sql`
      select action, actor_id, detail from audit_events where subject_id = ${id} order by id desc limit 3
    `);
    expect(acts.toReversed()).toMatchObject([
      { action: "deletion.decide-items", actor_id: ACTOR.id, detail: { exception: "exclude", seqs: [2] } },
      { action: "deletion.decide-group", detail: { group: "removable", include: false } },
      {
        action: "deletion.consent",
        actor_id: ACTOR.id,
        detail: { groups: ["loses-original"], typedCount: 2 },
      },
    ]);
  });

  describe("a recheck", () => {
    it("keeps the exception of an item that stays in its group, and voids that of one that moved", async () => {
      const [stays = "", moves = "", other = ""] = h.fresh(3);
      const { id } = await h.review([stays, moves, other]);
      await decideItems(h.c, { id, seqs: [1, 2], exception: "exclude", actor: ACTOR });
      h.sandbox.changeVideo(moves, { addOriginalStream: true });
      await h.db.execute(sql`
        update deletion_items set inspected_at = now() - interval '2 hours' where deletion_id = ${id}`);
      await recheckForecast(h.c, { id, actor: ACTOR });
      await h.drive(id);
      const items = await h.rows<{ group: string; exception: string | null }>(
        sql`select "group", exception from deletion_items where deletion_id = ${id} order by seq`,
      );
      expect(items).toEqual([
        { group: "removable", exception: "exclude" },
        { group: "loses-original", exception: null },
        { group: "removable", exception: null },
      ]);
    });

    it("voids consents, so that Force is asked for again", async () => {
      const { id } = await h.review(h.freshForced(2));
      await h.consent(id, "force", ["loses-original"]);
      await recheckForecast(h.c, { id, actor: ACTOR });
      const view = await h.drive(id);
      expect(view.plan).toMatchObject({ forced: { count: 2 }, forceConsented: false });
      await expect(h.confirm(id)).rejects.toMatchObject({ code: "consent-missing" });
    });

    it("looks again at what was busy and at what was looked at long ago, and leaves the rest alone", async () => {
      const [busy = "", old = "", young = ""] = h.fresh(3);
      h.sandbox.changeVideo(busy, { status: "Transcoding" });
      const { id } = await h.review([busy, old, young]);
      await h.db.execute(sql`
        update deletion_items set inspected_at = now() - interval '61 minutes'
        where deletion_id = ${id} and video_id = ${old}`);
      h.sandbox.changeVideo(busy, { status: "Normal" });
      h.sandbox.clearRequests();
      await recheckForecast(h.c, { id, actor: ACTOR });
      const view = await h.drive(id);
      const looked = h.sandbox.requests({ action: "BatchGetMediaInfos" }).flatMap((r) => r.ids);
      expect(looked).toEqual([busy, old]);
      expect(groupOf(view, "removable").count).toBe(3);
    });
  });

  it("the list of deletions counts each one's own items", async () => {
    const { id: one } = await h.review(h.fresh(1));
    await h.confirm(one);
    await h.drive(one);
    const { id: two } = await h.review(h.fresh(2));
    const { deletions } = await listDeletions(h.c, {});
    const found = (id: string) => deletions.find((d) => d.id === id);
    expect(found(one)).toMatchObject({
      state: "finished",
      itemCount: 1,
      verified: { count: 1 },
      problems: 0,
    });
    expect(found(two)).toMatchObject({ state: "review", itemCount: 2, verified: { count: 0 } });
  });
});
