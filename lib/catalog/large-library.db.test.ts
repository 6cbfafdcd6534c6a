import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { rowsOf } from "../db/rows.ts";
import { idLists } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { countFacets } from "./count-facets.ts";
import { fillCatalog } from "./fill-catalog.ts";
import { EMPTY_FILTER, type VideoFilter } from "./filter.ts";
import { EFFORT, listVideos } from "./list-videos.ts";
import { countVideos } from "./queries.ts";
import { VIDEO_SORTS, type VideoSort } from "./sort.ts";

const ENV = "env-a";
const SHORT_LIST = "10000000-0000-4000-8000-000000000001";
const LONG_LIST = "10000000-0000-4000-8000-000000000002";
/**
 * What a page reads through is said by its statements, not chosen from statistics, so that the plans of a library
 * of this size are those of a large one. `LIBRARY_VIDEOS=1000000` shows it.
 */
const VIDEOS = Number(process.env.LIBRARY_VIDEOS ?? 40_000);
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

const FILTERS: Record<string, Partial<VideoFilter>> = {
  "one character": { q: "e" },
  "one Chinese character": { q: "杭" },
  "two Chinese characters": { q: "观察" },
  "a frequent word": { q: "autumn" },
  "a rare word": { q: "river 4242" },
  "no such word": { q: "nowhere %_'\"\\" },
  status: { status: ["Blocked", "Uploading"] },
  category: { cateId: ["1007", "none"] },
  class: { storageClass: ["Archive"] },
  mode: { transcodeMode: ["NoTranscode"] },
  source: { mezzanine: ["gone"] },
  audio: { kind: ["audio"] },
  sizes: { minBytes: 2_000_000_000, maxBytes: 2_001_000_000 },
  lengths: { minSeconds: 40, maxSeconds: 41 },
  "a week": { createdFrom: ago(400), createdBefore: ago(393) },
};

eachStore("a large library", (store) => {
  let db: Db;
  beforeAll(async () => {
    db = store().db;
    await fillCatalog(store(), ENV, VIDEOS);
  }, 600_000);

  it("is never read from end to end for a page, whatever the sort and whichever two filters", async () => {
    const names = Object.keys(FILTERS);
    const views = [
      ...VIDEO_SORTS.flatMap((sort) => names.map((name) => ({ sort, names: [name] }))),
      ...names.flatMap((one, i) =>
        names.slice(i + 1).map((other, j) => ({ sort: sortNo(i + j), names: [one, other] })),
      ),
    ];
    for (const view of views) {
      const filter = Object.assign({ ...EMPTY_FILTER }, ...view.names.map((name) => FILTERS[name]));
      const statements = await statementsOf((on) =>
        listVideos(on, ENV, { filter, sort: view.sort, cursor: null, limit: 100 }),
      );
      const where = `${view.names.join(" and ")} by ${view.sort}`;
      const { walks, others } = await scansOf(statements);
      const walked = indexOf(view.sort, filter.status.length > 0);
      for (const scan of walks) expect([`Index Scan ${walked}`, "Sample Scan videos"], where).toContain(scan);
      for (const scan of others) expect(scan, where).toMatch(/^Bitmap Index Scan videos_by_/);
    }
  }, 600_000);

  it("is not read from end to end for a page of a list either, short or long", async () => {
    await bring(SHORT_LIST, 50);
    await bring(LONG_LIST, EFFORT.listedVideos + 1_000);
    for (const onList of [SHORT_LIST, LONG_LIST]) {
      for (const sort of VIDEO_SORTS) {
        for (const also of [{}, { q: "e" }, { q: "river 4242" }]) {
          const filter = { ...EMPTY_FILTER, ...also, onList };
          const statements = await statementsOf((on) =>
            listVideos(on, ENV, { filter, sort, cursor: null, limit: 100 }),
          );
          const { walks, others } = await scansOf(statements);
          for (const scan of walks)
            expect([`Index Scan ${indexOf(sort)}`, "Sample Scan videos"]).toContain(scan);
          for (const scan of others) expect(scan, `${onList} by ${sort}`).toMatch(BY_INDEX_OR_ID);
        }
      }
    }
  }, 600_000);

  it("counts what few videos match without reading the rest, and what many match as an estimate", async () => {
    const rare = { ...EMPTY_FILTER, q: "river 4242" };
    const { walks } = await scansOf(await statementsOf((on) => countVideos(on, ENV, rare)));
    expect(walks).toEqual(["Bitmap Index Scan videos_by_token"]);
    const few = await countFacets(db, ENV, rare);
    expect(few.total).toEqual({ count: (await countVideos(db, ENV, rare)).count, exact: true });
    const many = await countFacets(db, ENV, { ...EMPTY_FILTER, kind: ["video"] });
    expect(many.total.exact).toBe(false);
    expect(many.facets.kind.values.map((row) => row.value)).toEqual(["video", "audio"]);
  });

  async function bring(id: string, count: number): Promise<void> {
    await db.insert(idLists).values({ id, environmentId: ENV, createdBy: "u", count, source: "file" });
    await db.execute(sql`
      insert into id_list_lines (id_list_id, no, line, text, status, video_id)
      select ${id}, v.no, v.no, v.video_id, 'known', v.video_id
      from (select video_id, row_number() over (order by created_at) as no from videos limit ${count}) v
    `);
  }

  /** What is sent to the database meanwhile. */
  async function statementsOf(ask: (db: Db) => Promise<unknown>): Promise<Statement[]> {
    const seen: Statement[] = [];
    const logger = { logQuery: (text: string, values: unknown[]) => seen.push({ text, values }) };
    // Both sessions of Drizzle hand their options on to those of transactions.
    const session = Reflect.get(db, "session") as { logger: unknown; options: { logger?: unknown } };
    const before = session.logger;
    Object.assign(session, { logger });
    Object.assign(session.options, { logger });
    try {
      await ask(db);
    } finally {
      Object.assign(session, { logger: before });
      Object.assign(session.options, { logger: before });
    }
    return seen;
  }

  /** How these statements find videos: those left to the planner, and those that are to ask indexes only. */
  async function scansOf(statements: Statement[]): Promise<{ walks: string[]; others: string[] }> {
    const scans: { walks: string[]; others: string[] } = { walks: [], others: [] };
    let settings: Statement | null = null;
    for (const statement of statements) {
      if (/^\s*select set_config/.test(statement.text)) settings = statement;
      if (!statement.text.includes('"videos"')) continue;
      const found = await planOf(db, settings, statement);
      scans[settings ? "others" : "walks"].push(...found);
      // They last until the end of the transaction, which each of these statements is.
      settings = null;
    }
    return scans;
  }
});

const BY_INDEX_OR_ID = /^(Bitmap Index Scan videos_by_|(Bitmap )?Index Scan videos_\w+_pk$)/;

type Statement = { text: string; values: unknown[] };

function indexOf(sort: VideoSort, byStatus = false): string {
  return `videos_by_${byStatus ? "status_" : ""}${sort.split(".")[0]}`;
}

function sortNo(n: number): VideoSort {
  return VIDEO_SORTS[n % VIDEO_SORTS.length] ?? "created.desc";
}

function again({ text, values }: Statement): SQL {
  const parts = text.split(/\$\d+/);
  return sql.join(
    parts.flatMap((part, i) => [sql.raw(part), ...(i < parts.length - 1 ? [sql`${values[i]}`] : [])]),
  );
}

type Node = { "Node Type": string; "Relation Name"?: string; "Index Name"?: string; Plans?: Node[] };

async function planOf(db: Db, settings: Statement | null, statement: Statement): Promise<string[]> {
  return await db.transaction(async (tx) => {
    if (settings) await tx.execute(again(settings));
    const [row] = await rowsOf<{ "QUERY PLAN": [{ Plan: Node }] }>(
      tx,
      sql`explain (format json) ${again(statement)}`,
    );
    return row ? scansIn(row["QUERY PLAN"][0].Plan) : [];
  });
}

function scansIn(node: Node): string[] {
  const below = (node.Plans ?? []).flatMap(scansIn);
  const type = node["Node Type"];
  const index = node["Index Name"] ?? (node["Relation Name"] === "videos" ? "videos" : "");
  // The heap scan above a bitmap finds nothing by itself, and categories have their own index.
  return index.startsWith("videos") && type !== "Bitmap Heap Scan" ? [`${type} ${index}`, ...below] : below;
}
