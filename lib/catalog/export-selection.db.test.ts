import { beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { categories } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { clearCatalog, insertVideos, media } from "./catalog-fixtures.ts";
import { exportSelection } from "./export-selection.ts";
import type { Selection } from "./queries.ts";

const FROM = { id: "env-a", kind: "sandbox", accountId: "1234", region: "cn-shanghai" };

eachStore("the export of a selection", (store) => {
  let db: Db;
  beforeAll(() => {
    db = store().db;
  });
  beforeEach(async () => clearCatalog(db));

  async function exported(selection: Selection, format: "csv" | "jsonl"): Promise<string> {
    const pieces: string[] = [];
    for await (const piece of exportSelection(db, FROM, selection, format)) pieces.push(piece);
    return pieces.join("");
  }
  const lines = async (selection: Selection) =>
    (await exported(selection, "jsonl"))
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));

  it("holds every video of a filter once, over pages, without the excluded and other environments'", async () => {
    const all = Array.from({ length: 4_003 }, (_, i) => media(`v${String(i).padStart(5, "0")}`));
    for (let at = 0; at < all.length; at += 1_000) {
      await insertVideos(db, FROM.id, all.slice(at, at + 1_000));
    }
    await insertVideos(db, "env-b", [media("v99999")]);
    const rows = await lines({ kind: "filter", filterText: "status=Normal", excludedIds: ["v00007"] });
    expect(rows.map((row) => row.video_id)).toEqual(
      all.map((v) => v.videoId).filter((id) => id !== "v00007"),
    );
  });

  it("says what the catalog knows of ids, each once, and of unknown ones that it knows nothing", async () => {
    await db.insert(categories).values({
      environmentId: FROM.id,
      cateId: 7,
      cateName: "Lessons",
      parentId: -1,
      level: 0,
    });
    await insertVideos(db, FROM.id, [
      media("b", { title: "B", cateId: 7, sizeBytes: 3_000_000_000, transcodeMode: null }),
      media("gone", { vanishedAt: new Date() } as never),
    ]);
    const [a, b, gone, ...more] = await lines({ kind: "ids", ids: ["gone", "b", "a", "b"] });
    expect(more).toEqual([]);
    expect(a).toMatchObject({ video_id: "a", in_catalog: false, title: null, size_bytes: null });
    expect(b).toEqual({
      video_id: "b",
      in_catalog: true,
      title: "B",
      kind: "video",
      status: "Normal",
      size_bytes: 3_000_000_000,
      duration_seconds: 60,
      category_id: 7,
      category: "Lessons",
      created_at: "2026-01-01T00:00:00.000Z",
      transcode_mode: null,
      storage_class: "Standard",
      source: "unknown",
      observed_at: "2026-06-01T00:00:00.000Z",
      environment: "sandbox",
      account_id: "1234",
      region: "cn-shanghai",
    });
    expect(gone).toMatchObject({ video_id: "gone", in_catalog: false });
  });

  it("as CSV begins with a BOM and the names, and holds nothing a spreadsheet would run", async () => {
    await insertVideos(db, FROM.id, [media("a", { title: "＝1+1;=2" })]);
    const csv = await exported({ kind: "ids", ids: ["a"] }, "csv");
    const [head, row, end] = csv.split("\r\n");
    expect(head?.startsWith("\uFEFFvideo_id,in_catalog,title,")).toBe(true);
    expect(head?.endsWith(",environment,account_id,region")).toBe(true);
    expect(row?.startsWith(`a,true,"'＝1+1;'=2",video,`)).toBe(true);
    expect(end).toBe("");
  });
});
