import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Db } from "../db/types.ts";
import type { DecidableGroup, Group } from "../deletion/types.ts";
import { readEnv } from "../env.ts";
import { createQuota } from "../quota/gcra.ts";
import { vodPorts } from "../quota/vod-ports.ts";
import { createVodClient } from "../vod/client.ts";
import { type Sandbox, startSandbox } from "../vod/sandbox/server.ts";
import type { VodClient } from "../vod/types.ts";
import { confirmDeletion } from "./confirm-deletion.ts";
import { createDeletion } from "./create-deletion.ts";
import type { EngineDeps } from "./deps.ts";
import { driveDeletion } from "./driver/drive-deletion.ts";
import { establishEnvironment } from "./environment.ts";
import { giveConsent } from "./give-consent.ts";
import { readDeletion } from "./read-deletion.ts";
import type { DeletionView } from "./views.ts";

export const ACTOR = { id: "operator-1", name: "Olga Operator" };

/** Waits are short in tests; their order is that of the real ones. */
const TIMING = {
  COUNTDOWN_MS: "0",
  // Long enough that a busy machine is not taken for a lost answer.
  REQUEST_TIMEOUT_MS: "1500",
  RECONCILE_GRACE_MS: "50",
  READBACK_LAG_MS: "200",
  VERIFY_DELAY_MS: "20",
  VERIFY_DEADLINE_MS: "2000",
};

/**
 * The engine on a real database, against a real sandbox over the wire, driven by hand: `drive` is what the
 * worker does for one job. For tests only.
 */
export async function engineHarness(db: Db, options: { videos?: number } = {}) {
  const sandbox = await startSandbox({ videos: options.videos ?? 600 });
  // The quota below is far above VOD's limits, so that tests are quick; throttling is a fault of its own.
  sandbox.setLimits({
    DeleteMezzanines: null,
    BatchGetMediaInfos: null,
    GetMezzanineInfo: null,
    SearchMedia: null,
  });
  const env = readEnv({ SANDBOX_URL: sandbox.url, ...TIMING });
  const quota = createQuota(db, "test", {}, 500, { alone: true });
  const vod = createVodClient({
    endpoint: sandbox.url,
    region: "cn-shanghai",
    credentials: { accessKeyId: "sandbox-operator", accessKeySecret: "sandbox-operator-secret" },
    timeoutMs: env.timing.requestTimeoutMs,
    // Reads wait for no slot, so that tests are quick.
    throttled: vodPorts(() => quota).throttled,
  });
  const environment = await establishEnvironment(db, env, vod);
  const deps = (over: Partial<{ vod: VodClient }> = {}): EngineDeps => ({
    env,
    db,
    backgroundDb: db,
    environment,
    vod: over.vod ?? vod,
    quota,
    queue: { send: async () => {} },
  });
  const c = deps();
  let forms = 0;

  async function view(id: string): Promise<DeletionView> {
    const found = await readDeletion(c, id);
    if (!found) throw new Error(`no deletion ${id}`);
    return found;
  }

  async function drive(id: string, signal = new AbortController().signal, with_ = c): Promise<DeletionView> {
    await driveDeletion(with_, id, signal);
    return await view(id);
  }

  async function draft(ids: string[]): Promise<{ id: string }> {
    return await createDeletion(c, {
      actor: ACTOR,
      idempotencyKey: `form-${++forms}`,
      selection: { kind: "ids", ids },
      selectedCount: ids.length,
    });
  }

  return {
    c,
    env,
    deps,
    db,
    sandbox,
    environment,
    view,
    drive,
    close: () => sandbox.close(),
    /** New videos that need no Force and leave streams, so that tests do not meet each other's deletions. */
    fresh: (n: number): string[] => Array.from({ length: n }, () => sandbox.addVideo({}).id),
    /** New videos that need Force; their streams survive. */
    freshForced: (n: number): string[] =>
      Array.from({ length: n }, () => {
        const { id } = sandbox.addVideo({ transcodeMode: "AsyncTranscode" });
        sandbox.changeVideo(id, { addOriginalStream: true });
        return id;
      }),
    /** A deletion that nobody has driven yet. */
    draft,
    /** Freezes these ids and looks at them: up to the review. */
    async review(ids: string[]): Promise<DeletionView> {
      return await drive((await draft(ids)).id);
    },
    /** Agrees to groups that need it, typing the right number. */
    async consent(id: string, scope: "force" | "last-copy", groups: DecidableGroup[]): Promise<DeletionView> {
      const seen = await view(id);
      const count = groups.reduce((sum, g) => sum + groupOf(seen, g).count, 0);
      await giveConsent(c, {
        id,
        scope,
        groups,
        digest: seen.digest ?? "",
        typedCount: String(count),
        actor: ACTOR,
      });
      return await view(id);
    },
    async confirm(id: string): Promise<void> {
      const seen = await view(id);
      await confirmDeletion(c, {
        id,
        digest: seen.digest ?? "",
        typedCount: String(seen.plan.total.count),
        actor: ACTOR,
      });
    },
    /** The delete calls as the sandbox received them. */
    deletes: () => sandbox.requests({ action: "DeleteMezzanines" }),
    rows: <T>(query: SQL) => rowsOf<T>(db, query),
    async outcomes(id: string): Promise<Map<string, string>> {
      const rows = await rowsOf<{ video_id: string; outcome: string }>(
        db,
        sql`select video_id, outcome from deletion_items where deletion_id = ${id}`,
      );
      return new Map(rows.map((r) => [r.video_id, r.outcome]));
    },
    /** Promise 2: one outcome per item, tallies equal items, nothing held any more. */
    async assertComplete(id: string): Promise<void> {
      const [sums] = await rowsOf<{
        items: number;
        tallied: number;
        wrong: number;
        held: number;
        open: number;
      }>(
        db,
        sql`
          select
            (select count(*)::int from deletion_items where deletion_id = ${id}) as items,
            (select coalesce(sum(count), 0)::int from deletion_tallies where deletion_id = ${id}) as tallied,
            (select count(*)::int from (
              select outcome, count(*)::int as n from deletion_items where deletion_id = ${id} group by 1) i
              full join (select outcome, count from deletion_tallies where deletion_id = ${id} and count <> 0) t
              on t.outcome = i.outcome where t.count is distinct from i.n) as wrong,
            (select count(*)::int from in_flight where deletion_id = ${id}) as held,
            (select count(*)::int from deletion_items where deletion_id = ${id}
               and outcome in ('pending', 'sending', 'accepted')) as open
        `,
      );
      const { itemCount } = await view(id);
      const expected = { items: itemCount, tallied: itemCount, wrong: 0, held: 0, open: 0 };
      for (const [name, value] of Object.entries(expected)) {
        const actual = Number(sums?.[name as keyof typeof expected]);
        if (actual !== value) throw new Error(`deletion ${id}: ${name} is ${actual}, not ${value}`);
      }
    },
  };
}

export type EngineHarness = Awaited<ReturnType<typeof engineHarness>>;
export type { Sandbox };

export function groupOf(view: DeletionView, group: Group) {
  const found = view.groups.find((g) => g.group === group);
  if (!found) throw new Error(`no group ${group}`);
  return found;
}
