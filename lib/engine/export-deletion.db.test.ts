import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import type { Group } from "../deletion/types.ts";
import { cancelDeletion } from "./control-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness } from "./engine-harness.ts";
import { exportDeletion } from "./export-deletion.ts";
import { readItemEvidence } from "./read-items.ts";

/* What can be shown afterwards, id by id. */
eachStore("the evidence", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());
  beforeEach(() => {
    h.sandbox.clearFaults();
    h.sandbox.clearRequests();
  });

  async function exported(id: string, format: "csv" | "json"): Promise<string> {
    const pieces: string[] = [];
    for await (const piece of (await exportDeletion(h.c, id, format)) ?? []) pieces.push(piece);
    return pieces.join("");
  }

  it("an item that went through split batches keeps every call it was part of", async () => {
    const ids = h.fresh(6);
    const poison = ids[0] ?? "";
    const { id } = await h.review(ids);
    await h.confirm(id);
    h.sandbox.addFaults({
      action: "DeleteMezzanines",
      kind: "error",
      code: "InvalidParameter",
      status: 400,
      always: true,
      match: { anyId: [poison] },
    });
    await h.drive(id);
    const attempts = (await readItemEvidence(h.c, id, 1))?.attempts ?? [];
    expect(attempts.map((a) => [a.kind, a.result, a.code, a.idCount])).toEqual([
      ["delete", "refused", "InvalidParameter", 6],
      ["delete", "refused", "InvalidParameter", 3],
      ["delete", "refused", "InvalidParameter", 2],
      ["delete", "refused", "InvalidParameter", 1],
    ]);
    const neighbour = (await readItemEvidence(h.c, id, 6))?.attempts ?? [];
    expect(neighbour.map((a) => [a.kind, a.result, a.idCount])).toEqual([
      ["delete", "refused", 6],
      ["delete", "answered", 3],
      ["readback", "answered", expect.any(Number)],
    ]);
    expect(neighbour.every((a) => a.requestId)).toBe(true);
    // Who copies a call copies what it named: the whole list at first, later the half without the poison.
    expect(new Set(attempts[0]?.videoIds)).toEqual(new Set(ids));
    expect(neighbour[1]?.videoIds).toContain(ids[5]);
    expect(neighbour[1]?.videoIds).not.toContain(poison);
  });

  it("CSV: every item, UTF-8 with BOM and CRLF, and nothing a spreadsheet would run", async () => {
    const evil = '=HYPERLINK("http://x","y")';
    const ids = h.fresh(3);
    h.sandbox.changeVideo(ids[0] ?? "", { title: evil });
    h.sandbox.changeVideo(ids[1] ?? "", { title: "two\nlines, and 逗号" });
    const { id } = await h.review(ids);
    await h.confirm(id);
    await h.drive(id);
    const csv = await exported(id, "csv");
    expect(csv.startsWith("\uFEFFseq,video_id,title,")).toBe(true);
    const [, ...rows] = csv.split("\r\n");
    expect(rows.at(-1)).toBe("");
    expect(rows).toHaveLength(4);
    expect(rows[0]).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(rows[1]).toContain('"two\nlines, and 逗号"');
    for (const [i, video] of ids.entries()) expect(rows[i]).toMatch(new RegExp(`^${i + 1},${video},`));
    expect(rows.slice(0, 3).every((row) => row.includes(",verified,"))).toBe(true);
  });

  it("JSON: every item once, with the tallies that add up to them and the call it was last sent with", async () => {
    const { id } = await h.review(h.fresh(45));
    await h.confirm(id);
    await h.drive(id);
    const parsed = JSON.parse(await exported(id, "json"));
    expect(parsed.schema).toBe("mezzanine-console/deletion/1");
    expect(parsed.items.map((i: { seq: number }) => i.seq)).toEqual(
      Array.from({ length: 45 }, (_, i) => i + 1),
    );
    expect(parsed.tallies.reduce((sum: number, t: { count: number }) => sum + t.count, 0)).toBe(45);
    expect(parsed.deletion).toMatchObject({ deletion_id: id, item_count: 45, result: "completed" });
    const calls = new Set(parsed.items.map((i: { request_id: string }) => i.request_id));
    expect(calls.size).toBe(3);
    expect([...calls].every((c) => typeof c === "string" && c.length > 0)).toBe(true);
  });

  it("an id that was sent, moved to another batch and was then cancelled still names its call", async () => {
    const { id } = await h.review(h.fresh(1));
    await h.confirm(id);
    const lost = {
      ...h.c.vod,
      deleteMezzanines: async () =>
        ({
          kind: "unanswered",
          code: "InternalError",
          message: "",
          requestId: "LOST-CALL",
          httpStatus: 500,
          body: null,
        }) as const,
      inspectVideos: async (ids: readonly string[]) => {
        const [row] = await h.rows<{ outcome: string }>(
          sql`select outcome from deletion_items where deletion_id = ${id}`,
        );
        if (row?.outcome === "pending") await cancelDeletion(h.c, { id, actor: ACTOR });
        return await h.c.vod.inspectVideos(ids);
      },
    };
    const view = await h.drive(id, undefined, h.deps({ vod: lost }));
    expect(view.tallies["not-sent"].count).toBe(1);
    const [item] = JSON.parse(await exported(id, "json")).items;
    expect(item).toMatchObject({ outcome: "not-sent", maybe_sent: true, request_id: "LOST-CALL" });
  });

  it("of one group holds that group's items and no others, in either format", async () => {
    const [removable] = h.fresh(1);
    const { id } = await h.review([removable ?? "", "0".repeat(32)]);
    const group = async (format: "csv" | "json", name: Group) => {
      const pieces: string[] = [];
      for await (const piece of (await exportDeletion(h.c, id, format, name)) ?? []) pieces.push(piece);
      return pieces.join("");
    };
    const rows = (await group("csv", "removable")).split("\r\n").slice(1, -1);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain(`,${removable},`);
    const missing = JSON.parse(await group("json", "missing"));
    expect(missing.group).toBe("missing");
    expect(missing.items.map((i: { video_id: string }) => i.video_id)).toEqual(["0".repeat(32)]);
    expect(missing.deletion.item_count).toBe(2);
    expect((await group("csv", "busy")).split("\r\n")).toHaveLength(2);
    expect(JSON.parse(await exported(id, "json"))).not.toHaveProperty("group");
  });

  it("is not given for a deletion that this environment does not have", async () => {
    expect(await exportDeletion(h.c, "nothing", "csv")).toBeNull();
  });
});
