import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../../db/open-test-store.ts";
import { createDeletion, type NewDeletion } from "../../engine/create-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness } from "../../engine/engine-harness.ts";
import { listDeletions } from "../../engine/list-deletions.ts";
import { readDeletion } from "../../engine/read-deletion.ts";
import { noCounts } from "../../lists/line-status.ts";
import type { BulkChoice } from "../../lists/pick-video.ts";
import { clearCatalog, insertVideos, media } from "../catalog-fixtures.ts";
import { exportSelection } from "../export-selection.ts";
import { EMPTY_FILTER, filterToText } from "../filter.ts";
import { listVideos, sumSelection } from "../queries.ts";
import { sumByClass } from "../sum-by-class.ts";
import { checkList } from "./check-list.ts";
import { chooseLine } from "./choose-line.ts";
import { chooseLines } from "./choose-lines.ts";
import { dropUnusedLists } from "./drop-unused-lists.ts";
import { sha256, uploadForTest } from "./list-fixtures.ts";
import { linesFor } from "./on-list.ts";
import { openList } from "./open-list.ts";
import { exportRejects, readLines, readList } from "./read-list.ts";
import { sealList } from "./seal-list.ts";
import { storePart } from "./store-part.ts";
import { useListAsSelection } from "./use-list.ts";

const id = (n: number) => n.toString(16).padStart(32, "0");

eachStore("a brought list", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());
  beforeEach(() => clearCatalog(h.db));
  afterEach(() => {
    h.sandbox.clearFaults();
    h.sandbox.resetSwitches();
    h.sandbox.clearRequests();
  });

  const known = (...videos: { id: string; referenceId?: string; vanishedAt?: Date }[]) =>
    insertVideos(
      h.db,
      h.environment.id,
      videos.map(({ id: videoId, ...over }) => media(videoId, { title: `Title ${videoId}`, ...over })),
    );
  const upload = (ids: string[], linesPerPart?: number) =>
    uploadForTest(h.c, ACTOR, ids, linesPerPart ? { linesPerPart } : {});
  async function statusesOf(listId: string) {
    const { lines } = await readLines(h.c, listId, { statuses: [], after: 0 });
    return lines.map(({ status, video, detail }) => [status, video?.videoId ?? null, detail]);
  }
  async function checkAll(listId: string) {
    for (let left = 1; left > 0; ) {
      const step = await checkList(h.c, listId);
      expect(step.obstacle).toBeNull();
      left = step.left;
    }
  }
  const audited = async (listId: string) =>
    (
      await h.rows<{ action: string }>(
        sql`select action from audit_events where subject_id = ${listId} order by id`,
      )
    ).map((row) => row.action);
  async function countsAddUp(listId: string) {
    const { counts, lines } = await readList(h.c, listId);
    const rows = await h.rows<{ status: string; n: number }>(
      sql`select status, count(*)::int as n from id_list_lines where id_list_id = ${listId} group by 1`,
    );
    expect(counts).toEqual({ ...noCounts(), ...Object.fromEntries(rows.map((r) => [r.status, r.n])) });
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(lines);
  }

  it("takes each line for what the catalog says, and each video once, by whatever name", async () => {
    await known({ id: id(1), referenceId: "Master-1" }, { id: id(2) }, { id: id(3), vanishedAt: new Date() });
    const lines = [id(1), "Master-1", id(2).toUpperCase(), id(2), "master-1", "no id!", "short", id(3)];
    const listId = await upload(lines, 3);
    expect(await statusesOf(listId)).toEqual([
      ["known", id(1), null],
      ["duplicate", null, "1"],
      ["known", id(2), null],
      ["duplicate", null, "3"],
      // Custom ids are case-sensitive.
      ["unknown", null, null],
      ["malformed", null, "bad-characters"],
      ["malformed", null, "too-short"],
      // The catalog says it vanished; VOD has the last word.
      ["unknown", null, null],
    ]);
    await countsAddUp(listId);
  });

  it("asks VOD about what the catalog does not know, as VideoId and as custom id", async () => {
    const byId = h.sandbox.addVideo({}).id;
    const named = h.sandbox.addVideo({ referenceId: "Live-Master" }).id;
    const listId = await upload([byId.toUpperCase(), "Live-Master", "live-master", id(9)]);
    await checkAll(listId);
    expect((await statusesOf(listId)).slice(0, 4)).toEqual([
      ["found", byId, null],
      ["found", named, null],
      ["missing", null, null],
      ["missing", null, null],
    ]);
    expect(h.deletes()).toEqual([]);
    await countsAddUp(listId);
  });

  it("goes on with the check where the last step ended, twenty ids a call", async () => {
    const videos = h.fresh(230);
    const listId = await upload(videos);
    expect(await checkList(h.c, listId)).toEqual({ left: 30, obstacle: null });
    h.sandbox.clearRequests();
    expect(await checkList(h.c, listId)).toEqual({ left: 0, obstacle: null });
    const asked = h.sandbox.requests({ action: "BatchGetMediaInfos" }).map((request) => request.ids.length);
    expect(asked.toSorted((a, b) => a - b)).toEqual([10, 20]);
    expect((await readList(h.c, listId)).counts).toMatchObject({ found: 230, unknown: 0 });
  });

  it("concludes nothing about any line while VOD cannot be asked", async () => {
    const [video = ""] = h.fresh(1);
    const listId = await upload([video, id(9), "custom-id"]);
    h.sandbox.addFaults({
      kind: "error",
      code: "Forbidden.RAM",
      status: 403,
      action: "BatchGetMediaInfos",
      always: true,
    });
    const step = await checkList(h.c, listId);
    expect(step).toMatchObject({ left: 3, obstacle: { code: "Forbidden.RAM" } });
    expect((await readList(h.c, listId)).counts).toMatchObject({ unknown: 3, missing: 0 });
    h.sandbox.clearFaults();
    await checkAll(listId);
    expect((await readList(h.c, listId)).counts).toMatchObject({ found: 1, missing: 2 });
  });

  it("calls unasked the one id that VOD refuses to speak of, and none of its neighbours", async () => {
    const [fine = "", odd = ""] = h.fresh(2);
    const listId = await upload([fine, odd, id(9)]);
    h.sandbox.addFaults({
      kind: "error",
      code: "InvalidParameter",
      status: 400,
      action: "BatchGetMediaInfos",
      always: true,
      match: { anyId: [odd] },
    });
    await checkAll(listId);
    expect(await statusesOf(listId)).toEqual([
      ["found", fine, null],
      ["unasked", null, "InvalidParameter"],
      ["missing", null, null],
    ]);
  });

  it("leaves out an id that could mean two videos until a person chooses, and takes a choice back", async () => {
    await known({ id: id(1) }, { id: id(2), referenceId: id(1) });
    const listId = await upload([id(1), id(2)]);
    expect(await statusesOf(listId)).toEqual([
      ["ambiguous", null, null],
      ["known", id(2), null],
    ]);
    const { lines } = await readLines(h.c, listId, { statuses: ["ambiguous"], after: 0 });
    expect(lines[0]?.candidates).toEqual([
      { videoId: id(1), title: `Title ${id(1)}` },
      { videoId: id(2), title: `Title ${id(2)}` },
    ]);
    const choose = (videoId: string | null) => chooseLine(h.c, { actor: ACTOR, listId, no: 1, videoId });
    await choose(id(1));
    expect((await statusesOf(listId))[0]).toEqual(["chosen", id(1), null]);
    // The other video is on the list already.
    await choose(id(2));
    expect((await statusesOf(listId))[0]).toEqual(["duplicate", null, "2"]);
    await choose(null);
    expect((await statusesOf(listId))[0]).toEqual(["ambiguous", null, null]);
    await countsAddUp(listId);
    await expect(choose(id(3))).rejects.toMatchObject({ code: "invalid-input" });
    expect((await audited(listId)).filter((action) => action === "list.choose")).toHaveLength(3);
  });

  it("settles ambiguous ids by one rule, each video once, and leaves open what the rule does not tell", async () => {
    await known(
      { id: id(1) },
      { id: id(2), referenceId: id(1) },
      { id: id(3), referenceId: "Twice-Used" },
      { id: id(4), referenceId: "Twice-Used" },
      { id: id(5) },
      { id: id(6), referenceId: id(5) },
    );
    // The second line stands already for the video that has the first as its custom id.
    const listId = await upload([id(1), id(2), "Twice-Used", id(5), id(6)]);
    const all = (by: BulkChoice, after = 0) => chooseLines(h.c, { actor: ACTOR, listId, by, after });
    const statuses = async () => (await statusesOf(listId)).map(([status]) => status);
    const before = await statusesOf(listId);
    expect(await statuses()).toEqual(["ambiguous", "known", "ambiguous", "ambiguous", "known"]);

    expect(await all("video-id", 1)).toEqual({ changed: 1, open: 1, next: null });
    expect(await statuses()).toEqual(["ambiguous", "known", "ambiguous", "chosen", "known"]);
    // What was chosen stays chosen; the video of line 2 is on the list already.
    expect(await all("custom-id")).toEqual({ changed: 1, open: 1, next: null });
    expect(await statusesOf(listId)).toEqual([
      ["duplicate", null, "2"],
      ["known", id(2), null],
      ["ambiguous", null, null],
      ["chosen", id(5), null],
      ["known", id(6), null],
    ]);
    await countsAddUp(listId);
    expect(await all("none")).toEqual({ changed: 2, open: 0, next: null });
    expect(await statusesOf(listId)).toEqual(before);
    await countsAddUp(listId);
    expect(await all("none")).toEqual({ changed: 0, open: 0, next: null });
    expect((await audited(listId)).filter((action) => action === "list.choose-all")).toHaveLength(3);

    await useListAsSelection(h.c, { actor: ACTOR, listId });
    await expect(all("video-id")).rejects.toMatchObject({ code: "conflict" });
    expect(await statusesOf(listId)).toEqual(before);
  });

  it("settles more ambiguous ids than one step takes, step by step", async () => {
    const pairs = [0, 1, 2].map((n) => [id(2 * n), id(2 * n + 1)] as const);
    await known(...pairs.flatMap(([a, b]) => [{ id: a }, { id: b, referenceId: a }]));
    const listId = await upload(pairs.map(([a]) => a));
    const all = (after: number) => chooseLines(h.c, { actor: ACTOR, listId, by: "custom-id", after }, 2);
    expect(await all(0)).toEqual({ changed: 2, open: 0, next: 2 });
    expect((await readList(h.c, listId)).counts).toMatchObject({ chosen: 2, ambiguous: 1 });
    expect(await all(2)).toEqual({ changed: 1, open: 0, next: null });
    expect(await useListAsSelection(h.c, { actor: ACTOR, listId })).toMatchObject({ count: 3 });
  });

  it("leaves out a custom id that names several videos", async () => {
    await known({ id: id(1), referenceId: "Twice-Used" }, { id: id(2), referenceId: "Twice-Used" });
    expect(await statusesOf(await upload(["Twice-Used"]))).toEqual([["ambiguous", null, null]]);
  });

  it("finds a live video whose id is also another's custom id ambiguous, whatever the catalog knows", async () => {
    const first = h.sandbox.addVideo({}).id;
    const second = h.sandbox.addVideo({ referenceId: first }).id;
    await known({ id: second, referenceId: first });
    const listId = await upload([first]);
    expect(await statusesOf(listId)).toEqual([["unknown", null, null]]);
    await checkAll(listId);
    const { lines } = await readLines(h.c, listId, { statuses: ["ambiguous"], after: 0 });
    expect(lines[0]?.candidates.map(({ videoId }) => videoId)).toEqual([first, second]);
  });

  it("takes a part once, however often it is sent, and none out of order or after the seal", async () => {
    const { id: listId } = await openList(h.c, { actor: ACTOR, source: "file", name: null });
    const part = (no: number, text: string) =>
      storePart(h.c, {
        actorId: ACTOR.id,
        listId,
        no,
        digest: sha256(text),
        entries: [{ line: no + 1, text, sameAs: null }],
      });
    await expect(part(1, id(1))).rejects.toMatchObject({ code: "conflict" });
    await part(0, id(1));
    await part(0, id(1));
    await expect(part(0, id(2))).rejects.toMatchObject({ code: "conflict" });
    const digest = sha256(`${sha256(id(1))}\n`);
    const seal = (over: object) =>
      sealList(h.c, { actor: ACTOR, listId, parts: 1, lines: 1, digest, ...over });
    await expect(seal({ lines: 2 })).rejects.toMatchObject({ code: "digest-mismatch" });
    await expect(seal({ parts: 2 })).rejects.toMatchObject({ code: "digest-mismatch" });
    await expect(seal({ digest: sha256("") })).rejects.toMatchObject({ code: "digest-mismatch" });
    await expect(useListAsSelection(h.c, { actor: ACTOR, listId })).rejects.toMatchObject({
      code: "conflict",
    });
    await seal({});
    await expect(part(1, id(2))).rejects.toMatchObject({ code: "conflict" });
    expect(await readList(h.c, listId)).toMatchObject({ lines: 1, sealed: true });
    expect(await audited(listId)).toEqual(["list.open", "list.seal"]);
  });

  it("is looked into id by id, also while the planner knows other lists only", async () => {
    for (let n = 0; n < 5; n += 1) await upload([id(n)]);
    await upload(Array.from({ length: 3_000 }, (_, n) => id(n)));
    const { id: coming } = await openList(h.c, { actor: ACTOR, source: "file", name: null });
    const [row] = await h.rows<{ "QUERY PLAN": object }>(
      sql`explain (format json) ${linesFor(coming, [id(1), id(2)])}`,
    );
    const plan = JSON.stringify(row?.["QUERY PLAN"]);
    expect(plan).toContain('"Index Name":"id_list_lines_video"');
    expect(plan).toMatch(/"Index Cond":"[^"]*id_list_id = [^"]*video_id >= asked/);
  });

  it("takes parts and seal from nobody but who began it", async () => {
    const { id: listId } = await openList(h.c, { actor: ACTOR, source: "file", name: null });
    const entries = [{ line: 1, text: id(1), sameAs: null }];
    const foreign = storePart(h.c, { actorId: "somebody", listId, no: 0, digest: "x", entries });
    await expect(foreign).rejects.toMatchObject({ code: "not-found" });
    expect(await readList(h.c, listId)).toMatchObject({ lines: 0 });
  });

  it("changes no more once it is a selection, and is not there in another environment", async () => {
    await known({ id: id(1) });
    const listId = await upload([id(1), id(9)]);
    expect(await useListAsSelection(h.c, { actor: ACTOR, listId })).toMatchObject({ count: 1 });
    expect(await useListAsSelection(h.c, { actor: ACTOR, listId })).toMatchObject({ count: 1 });
    await expect(checkList(h.c, listId)).rejects.toMatchObject({ code: "conflict" });
    expect(h.sandbox.requests()).toEqual([]);
    expect((await audited(listId)).filter((action) => action === "list.use")).toHaveLength(1);
    const elsewhere = { ...h.c, environment: { id: "another" } };
    await expect(readList(elsewhere, listId)).rejects.toMatchObject({ code: "not-found" });
    await expect(
      sumSelection(h.db, "another", { kind: "list", listId, excludedIds: [] }),
    ).rejects.toMatchObject({ code: "not-found" });
  });

  it("is named by the deletions that came from it or from a filter on it, and by no others", async () => {
    await known({ id: id(1) }, { id: id(2) });
    const listId = await upload([id(1)]);
    const start = async (selection: NewDeletion["selection"]) => {
      const form = { actor: ACTOR, idempotencyKey: randomUUID(), selectedCount: 1 };
      return (await createDeletion(h.c, { ...form, selection })).id;
    };
    const filterText = filterToText({ ...EMPTY_FILTER, onList: listId });
    const onList = { kind: "filter" as const, filterText, excludedIds: [] };
    // Its lines may still change.
    await expect(start(onList)).rejects.toMatchObject({ code: "invalid-input" });
    await useListAsSelection(h.c, { actor: ACTOR, listId });
    const named = [await start({ kind: "list", listId, excludedIds: [] }), await start(onList)];
    const selected = await uploadForTest(h.c, ACTOR, [id(2)], { source: "selection" });
    await useListAsSelection(h.c, { actor: ACTOR, listId: selected });
    const others = [
      await start({ kind: "list", listId: selected, excludedIds: [] }),
      await start({ kind: "ids", ids: [id(1)] }),
      await start({ kind: "filter", filterText: "", excludedIds: [] }),
    ];
    const { deletions } = await listDeletions(h.c, {});
    const listOf = (deletionId: string) => deletions.find((one) => one.id === deletionId)?.list;
    for (const one of named) expect(listOf(one)).toEqual({ name: "ids.txt" });
    for (const one of others) expect(listOf(one)).toBeNull();
    expect((await readDeletion(h.c, named[0] ?? ""))?.list).toEqual({ name: "ids.txt" });
  });

  it("goes with its lines after 30 days in which nobody used it, and otherwise stays", async () => {
    await known({ id: id(1) });
    const [unused = "", used = "", fresh = ""] = [
      await upload([id(1)]),
      await upload([id(1)]),
      await upload([id(1)]),
    ];
    await useListAsSelection(h.c, { actor: ACTOR, listId: used });
    await h.db.execute(sql`
      update id_lists set created_at = now() - interval '31 days' where id in (${unused}, ${used})
    `);
    await dropUnusedLists({ ...h.c, environment: { id: "another" } }, new AbortController().signal);
    expect(await readList(h.c, unused)).toMatchObject({ lines: 1 });
    await dropUnusedLists(h.c, new AbortController().signal);
    await expect(readList(h.c, unused)).rejects.toMatchObject({ code: "not-found" });
    expect(await audited(unused)).toEqual(["list.open", "list.seal", "list.drop"]);
    expect(await statusesOf(used)).toHaveLength(1);
    expect(await statusesOf(fresh)).toHaveLength(1);
    const left = await h.rows(sql`select no from id_list_lines where id_list_id = ${unused}`);
    expect(left).toEqual([]);
  });

  it("of which nothing is ready is no selection", async () => {
    const listId = await upload(["no id!"]);
    await expect(useListAsSelection(h.c, { actor: ACTOR, listId })).rejects.toMatchObject({
      code: "empty-list",
    });
  });

  it("is counted with its bytes but without what is left out, and marks its rows in the table", async () => {
    await known({ id: id(1) }, { id: id(2) }, { id: id(3) });
    const listId = await uploadForTest(h.c, ACTOR, [id(1), id(2), id(8)], { source: "selection" });
    const sum = (excludedIds: string[]) =>
      sumSelection(h.db, h.environment.id, { kind: "list", listId, excludedIds });
    expect(await sum([])).toEqual({ count: 3, bytes: 2_000, unsized: 0, unknown: 1 });
    expect(await sum([id(2), id(3)])).toEqual({ count: 2, bytes: 1_000, unsized: 0, unknown: 1 });
    const classes = (environmentId: string) =>
      sumByClass(h.db, environmentId, { kind: "list", listId, excludedIds: [id(2)] });
    expect(await classes(h.environment.id)).toEqual([{ storageClass: "Standard", bytes: 1_000 }]);
    expect(await classes("another")).toEqual([]);
    const page = { filter: EMPTY_FILTER, sort: "title.asc" as const, cursor: null, limit: 10 };
    const rows = await listVideos(h.db, h.environment.id, { ...page, within: { kind: "list", listId } });
    expect(rows?.videos.map((v) => [v.videoId, v.within])).toEqual([
      [id(1), true],
      [id(2), true],
      [id(3), false],
    ]);
  });

  it("is exported without what is left out, and not at all in another environment", async () => {
    await known({ id: id(1) }, { id: id(2) });
    const listId = await uploadForTest(h.c, ACTOR, [id(2), id(1), id(8)], { source: "selection" });
    const exported = async (environmentId: string) => {
      const from = { ...h.environment, id: environmentId };
      const selection = { kind: "list", listId, excludedIds: [id(2)] } as const;
      let text = "";
      for await (const piece of exportSelection(h.db, from, selection, "jsonl")) text += piece;
      return text
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    };
    expect(await exported(h.environment.id)).toMatchObject([
      { video_id: id(1), in_catalog: true },
      { video_id: id(8), in_catalog: false },
    ]);
    await expect(exported("another")).rejects.toMatchObject({ code: "not-found" });
  });

  it("gives its rejects as a table that no spreadsheet runs, and none of its ready lines", async () => {
    await known({ id: id(1) });
    const listId = await upload([id(1), '=HYPERLINK("x"),y', "-dash-id", id(1)]);
    let csv = "";
    for await (const piece of await exportRejects(h.c, listId)) csv += piece;
    expect(csv).toBe(
      `\uFEFF${[
        "line,id,status,detail,may_be",
        `2,"'=HYPERLINK(""x""),y",malformed,bad-characters,`,
        "3,'-dash-id,unknown,,",
        `4,${id(1)},duplicate,1,`,
        "",
      ].join("\r\n")}`,
    );
  });
});
