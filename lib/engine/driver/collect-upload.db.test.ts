import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { insertVideos, media } from "../../catalog/catalog-fixtures.ts";
import { uploadForTest } from "../../catalog/lists/list-fixtures.ts";
import { useListAsSelection as asSelection } from "../../catalog/lists/use-list.ts";
import { sumSelection } from "../../catalog/queries.ts";
import { eachStore } from "../../db/open-test-store.ts";
import { createDeletion, type SubmittedSelection } from "../create-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness } from "../engine-harness.ts";
import { collect } from "./collect.ts";
import { driveByHand } from "./drive-by-hand.ts";

const id = (n: number) => n.toString(16).padStart(32, "0");

eachStore("freezing an uploaded list", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
    const videos = Array.from({ length: 40 }, (_, n) =>
      // Some are named twice over: by VideoId, and by a custom id that other lines use.
      media(id(n), { referenceId: n % 3 === 0 ? `Master-${n}` : null }),
    );
    await insertVideos(h.db, h.environment.id, videos);
  });
  afterAll(() => h.close());

  let forms = 0;
  async function selected(ids: string[]): Promise<string> {
    const listId = await uploadForTest(h.c, ACTOR, ids, { source: "selection", linesPerPart: 5_000 });
    return (await asSelection(h.c, { actor: ACTOR, listId })).id;
  }

  async function freeze(selection: SubmittedSelection, selectedCount: number) {
    forms += 1;
    const idempotencyKey = `upload-${forms}`;
    const created = await createDeletion(h.c, { actor: ACTOR, idempotencyKey, selection, selectedCount });
    await collect(await driveByHand(h, created.id));
    const rows = await h.rows<{ seq: number; video_id: string; title: string | null }>(
      sql`select seq, video_id, title from deletion_items where deletion_id = ${created.id} order by seq`,
    );
    return { id: created.id, rows };
  }

  it("freezes exactly what was selected: the ready lines, each video once, but those left out", async () => {
    const line = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 39 }).map(id) },
      fc.integer({ min: 0, max: 39 }).map((n) => `Master-${n}`),
      fc.constantFrom("no id!", id(999), "master-3", ""),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 60, size: "max" }),
        fc.uniqueArray(fc.integer({ min: 0, max: 45 }).map(id), { maxLength: 10 }),
        fc.integer({ min: 1, max: 9 }),
        async (lines, excludedIds, linesPerPart) => {
          const meant = new Set(
            lines.flatMap((text) => {
              const n = /^Master-(\d+)$/.exec(text)?.[1];
              if (n !== undefined) return Number(n) % 3 === 0 ? [id(Number(n))] : [];
              return /^0{30}/.test(text) && Number.parseInt(text, 16) < 40 ? [text] : [];
            }),
          );
          fc.pre(meant.size > 0);
          const listId = await uploadForTest(h.c, ACTOR, ["x", ...lines], { linesPerPart });
          const used = await asSelection(h.c, { actor: ACTOR, listId });
          expect(used.count).toBe(meant.size);

          const expected = [...meant].filter((videoId) => !excludedIds.includes(videoId)).toSorted();
          const selection = { kind: "list" as const, listId, excludedIds };
          const { count } = await sumSelection(h.db, h.environment.id, selection);
          expect(count).toBe(expected.length);
          const { rows } = await freeze(selection, count);
          expect(rows.map((row) => row.video_id)).toEqual(expected);
          if (excludedIds.length > 0) {
            const excludedListId = await selected(excludedIds);
            const byList = await freeze({ kind: "list", listId, excludedListId }, count);
            expect(byList.rows).toEqual(rows);
          }
          expect(rows.map((row) => Number(row.seq))).toEqual(expected.map((_, i) => i + 1));
        },
      ),
      { numRuns: 25 },
    );
  });

  it("freezes a selection of more ids than an action carries, those that the catalog lost among them", async () => {
    const ids = Array.from({ length: 20_001 }, (_, n) => id(n));
    const listId = await selected(ids);
    const { id: deletionId, rows } = await freeze({ kind: "list", listId, excludedIds: [] }, ids.length);
    expect(rows.map((row) => row.video_id)).toEqual(ids);
    expect(await h.view(deletionId)).toMatchObject({ state: "forecasting", itemCount: ids.length });
  });

  it("freezes a filter without more videos than an action carries, and says how many were left out", async () => {
    await h.db.execute(sql`
      insert into videos (environment_id, video_id, kind, title, status, created_at, observed_at)
      select ${h.environment.id}, 'many-' || lpad(n::text, 6, '0'), 'video', 'One of many', 'Normal',
        now() - interval '1 day', now()
      from generate_series(1, 20010) n
    `);
    const named = (n: number) => `many-${String(n).padStart(6, "0")}`;
    const excludedListId = await selected(Array.from({ length: 20_001 }, (_, n) => named(n + 5)));
    const selection = { kind: "filter", filterText: "q=One+of+many", excludedListId } as const;
    const { id: deletionId, rows } = await freeze(selection, 9);
    const left = [1, 2, 3, 4, ...[6, 7, 8, 9, 10].map((n) => n + 20_000)];
    expect(rows.map((row) => row.video_id)).toEqual(left.map(named));
    await h.drive(deletionId);
    expect((await h.view(deletionId)).excludedCount).toBe(20_001);
    const [noted] = await h.rows<{ detail: { excluded: number } }>(
      sql`select detail from audit_events where action = 'deletion.create' and subject_id = ${deletionId}`,
    );
    expect(noted?.detail.excluded).toBe(20_001);
  });

  it("freezes nothing where it is not clear what is left out, or of a list that is no selection here", async () => {
    const listId = await uploadForTest(h.c, ACTOR, [id(1)]);
    const before = await h.rows(sql`select count(*) from deletions`);
    const whole = { kind: "filter", filterText: "" } as const;
    const cases: [list: string, code: string][] = [
      [listId, "invalid-input"],
      ["no-such-list", "not-found"],
    ];
    await expect(freeze(whole, 1)).rejects.toMatchObject({ code: "invalid-input" });
    const twice = { excludedIds: [], excludedListId: await selected([id(1)]) };
    await expect(freeze({ ...whole, ...twice }, 1)).rejects.toMatchObject({ code: "invalid-input" });
    // Of a file, some lines are no video, and would not be left out.
    const file = await uploadForTest(h.c, ACTOR, [id(1), id(999)]);
    await asSelection(h.c, { actor: ACTOR, listId: file });
    const byFile = freeze({ ...whole, excludedListId: file }, 1);
    await expect(byFile).rejects.toMatchObject({ code: "invalid-input" });
    for (const [list, code] of cases) {
      const chosen = freeze({ kind: "list", listId: list, excludedIds: [] }, 1);
      await expect(chosen).rejects.toMatchObject({ code });
      const leftOut = freeze({ ...whole, excludedListId: list }, 1);
      await expect(leftOut).rejects.toMatchObject({ code });
    }
    expect(await h.rows(sql`select count(*) from deletions`)).toEqual(before);
  });
});
