import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, vi } from "vitest";
import { readEnv } from "../env.ts";
import { createVodClient } from "../vod/client.ts";
import type { VodClient } from "../vod/types.ts";
import { resumeDeletion } from "./control-deletion.ts";
import { sentBlindly } from "./crash/judge.ts";
import type { EngineDeps } from "./deps.ts";
import { ACTOR, type EngineHarness } from "./engine-harness.ts";
import type { DeletionView } from "./views.ts";
import { startVodGate } from "./vod-gate.ts";

/** Every wait of the engine is over long before an outage is. */
const TIMING = {
  COUNTDOWN_MS: "0",
  REQUEST_TIMEOUT_MS: "300",
  RECONCILE_GRACE_MS: "50",
  READBACK_LAG_MS: "100",
  VERIFY_DELAY_MS: "20",
  VERIFY_DEADLINE_MS: "1000",
};
const PATIENCE = { timeout: 20_000, interval: 25 };
export const OUTAGE_MS = 2_000;
export const NEVER = new AbortController().signal;

export type Outage = Awaited<ReturnType<typeof outageAt>>;

/**
 * The engine of a harness with short waits and a way to VOD that can be shut, which counts what is asked. For
 * tests only.
 */
export async function outageAt(h: EngineHarness) {
  h.sandbox.clearFaults();
  h.sandbox.clearRequests();
  const gate = await startVodGate(h.sandbox);
  const env = readEnv({ SANDBOX_URL: gate.url, ...TIMING });
  const client = createVodClient({
    endpoint: gate.url,
    region: "cn-shanghai",
    credentials: { accessKeyId: "sandbox-operator", accessKeySecret: "sandbox-operator-secret" },
    timeoutMs: env.timing.requestTimeoutMs,
  });
  let calls = 0;
  const counted = async <T>(call: () => Promise<T>): Promise<T> => {
    calls += 1;
    return await call();
  };
  const vod: VodClient = {
    ...client,
    deleteMezzanines: (...args) => counted(() => client.deleteMezzanines(...args)),
    inspectVideos: (...args) => counted(() => client.inspectVideos(...args)),
    mezzanine: (...args) => counted(() => client.mezzanine(...args)),
    searchVideos: (...args) => counted(() => client.searchVideos(...args)),
  };
  const c: EngineDeps = { ...h.deps({ vod }), env };

  return {
    c,
    gate,
    /** What was asked of VOD so far, whether or not it arrived. */
    calls: () => calls,
    /** Does something as soon as so many delete calls have been answered. */
    afterDeletes(n: number, act: () => Promise<void>): EngineDeps {
      let answered = 0;
      const deleteMezzanines: VodClient["deleteMezzanines"] = async (...args) => {
        const result = await vod.deleteMezzanines(...args);
        answered += 1;
        if (answered === n) await act();
        return result;
      };
      return { ...c, vod: { ...vod, deleteMezzanines } };
    },
    seen: (id: string, view: Record<string, unknown>) =>
      vi.waitFor(async () => expect(await h.view(id)).toMatchObject(view), PATIENCE),
    async actions(id: string): Promise<string[]> {
      const rows = await h.rows<{ action: string }>(
        sql`select action from audit_events where subject_id = ${id} order by id`,
      );
      return rows.map((row) => row.action);
    },
    /** Sits it out: longer than every timeout, and VOD is left alone. */
    async sitOut(mostCalls: number): Promise<void> {
      const before = calls;
      await wait(OUTAGE_MS);
      expect(calls - before).toBeLessThanOrEqual(mostCalls);
    },
    /** Drives to the end, as a person would who resumes what waits once VOD is back. */
    async toTheEnd(id: string, driving: Promise<DeletionView>): Promise<DeletionView> {
      let view = await driving;
      while (view.state === "paused") {
        await resumeDeletion(c, { id, actor: ACTOR });
        view = await h.drive(id, NEVER, c);
      }
      return view;
    },
    /** All of it is gone, by one call each, and nothing was sent again without a read-back. */
    async expectWhole(id: string, ids: string[], view: DeletionView): Promise<void> {
      expect(view).toMatchObject({ state: "finished", result: "completed", obstacle: null });
      expect(view.tallies.verified.count).toBe(ids.length);
      const deleted = h.deletes().flatMap((request) => request.deleted);
      expect(deleted.toSorted()).toEqual(ids.toSorted());
      expect(sentBlindly(h.sandbox.requests())).toEqual([]);
      await h.assertComplete(id);
    },
  };
}
