import path from "node:path";
import { eq, isNotNull } from "drizzle-orm";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { openStore } from "../../db/open.ts";
import { pgliteTarget, postgresTarget } from "../../db/open-test-store.ts";
import { catalogSyncs, videos } from "../../db/schema.ts";
import { type Sandbox, startSandbox } from "../../vod/sandbox/server.ts";
import { spawnNode } from "./spawn-node.ts";

/** A large library: `SYNC_CRASH_VIDEOS=1000000 npx vitest run lib/engine/crash/sync-crash`. */
const LIBRARY = Number(process.env.SYNC_CRASH_VIDEOS ?? 1_200);
const PATIENCE_MS = 600_000 + LIBRARY * 3;
const LIFE = path.join(import.meta.dirname, "sync-life.ts");
const TAKEN_FOR_DEAD_MS = 31_000;
/** What each life may have in flight when it dies: windows of the sync, and calls of the pass over sources. */
const IN_FLIGHT = { SearchMedia: 6, BatchGetMediaInfos: 8 };
/** The share of its calls after which a life is killed. */
const KILLED_AT = [
  ["SearchMedia", 0.05],
  ["SearchMedia", 0.6],
  ["BatchGetMediaInfos", 0.3],
] as const;

const stores = [
  { title: "PGlite", prepare: pgliteTarget },
  // Not registered rather than skipped: a skipped test counts as failed.
  ...(inject("postgresUrl") ? [{ title: "PostgreSQL", prepare: postgresTarget }] : []),
];

describe.each(stores)("kill -9 in the middle of a sync ($title)", ({ prepare }) => {
  const cleanUps: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  it(
    "loses no video, counts none twice, and asks again only for what was in flight",
    async () => {
      const prepared = await prepare();
      cleanUps.push(prepared.remove);
      const { databaseUrl, dataDir } = prepared.target;
      const sandbox = await startSandbox({ videos: LIBRARY });
      cleanUps.push(() => sandbox.close());
      sandbox.setLimits({ SearchMedia: null, BatchGetMediaInfos: null, GetCategories: null });
      sandbox.addFaults({ kind: "latency", ms: [0, 10], always: true });
      const sent = (action: keyof typeof IN_FLIGHT) => sandbox.requests({ action });

      let lives = 0;
      const begin = () => {
        const life = spawnNode(LIFE, {
          ...(databaseUrl ? { DATABASE_URL: databaseUrl } : { DATA_DIR: dataDir }),
          SANDBOX_URL: sandbox.url,
          WINDOW_SIZE: String(Math.max(200, LIBRARY / 100)),
          AHEAD_MS: String(lives++ * TAKEN_FOR_DEAD_MS),
        });
        cleanUps.push(() => life.kill("SIGKILL"));
        return life;
      };
      for (const [action, share] of KILLED_AT) {
        const life = begin();
        const calls = (share * LIBRARY) / (action === "SearchMedia" ? 100 : 20);
        await vi.waitFor(() => expect(sent(action).length).toBeGreaterThan(calls), {
          timeout: PATIENCE_MS,
          // To look at once how many calls there were takes longer the more there are.
          interval: Math.ceil(LIBRARY / 50_000),
        });
        life.kill("SIGKILL");
        expect(await life.ended).toMatchObject({ signal: "SIGKILL" });
      }
      expect(await begin().ended).toMatchObject({ code: 0, errors: "" });

      const { db, close } = await openStore({ databaseUrl, dataDir });
      cleanUps.push(close);
      const [sync] = await db.select().from(catalogSyncs).where(eq(catalogSyncs.mode, "full"));
      expect(sync).toMatchObject({ state: "finished", seen: LIBRARY, cursor: { unmet: 0, vanished: 0 } });
      const ids = (await db.select({ id: videos.videoId }).from(videos)).map((row) => row.id).sort();
      expect(ids).toEqual(idsOf(sandbox));
      expect(await db.$count(videos, isNotNull(videos.lookedAt))).toBe(LIBRARY);
      const pages = sent("SearchMedia").map(({ params: p }) =>
        [p.SearchType, p.Match, p.PageNo, p.ScrollToken].join(" "),
      );
      const looked = sent("BatchGetMediaInfos").flatMap((r) => (r.params.MediaIds ?? "").split(","));
      const deaths = KILLED_AT.length;
      expect(pages.length - new Set(pages).size).toBeLessThanOrEqual(deaths * IN_FLIGHT.SearchMedia);
      expect(looked.length - new Set(looked).size).toBeLessThanOrEqual(
        deaths * IN_FLIGHT.BatchGetMediaInfos * 20,
      );
    },
    4 * PATIENCE_MS,
  );
});

function idsOf(sandbox: Sandbox): string[] {
  return Array.from({ length: LIBRARY }, (_, i) => sandbox.seededLibrary.id(i)).sort();
}
