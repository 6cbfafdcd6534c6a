import { openStore } from "../../lib/db/open.ts";
import type { Store } from "../../lib/db/types.ts";
import { confirmDeletion } from "../../lib/engine/confirm-deletion.ts";
import type { EngineDeps } from "../../lib/engine/deps.ts";
import { driveDeletion } from "../../lib/engine/driver/drive-deletion.ts";
import { establishEnvironment } from "../../lib/engine/environment.ts";
import { readDeletion } from "../../lib/engine/read-deletion.ts";
import { readEnv } from "../../lib/env.ts";
import { createQuota } from "../../lib/quota/gcra.ts";
import { vodPorts } from "../../lib/quota/vod-ports.ts";
import { createVodClient } from "../../lib/vod/client.ts";
import type { VodClient } from "../../lib/vod/types.ts";
import { scriptedVod } from "./scripted-vod.ts";

export const ACTOR = { id: "bench", name: "Bench" };
export type Target = { databaseUrl: string | null; dataDir: string };

export async function openTarget(target: Target): Promise<Store> {
  return await openStore({
    ...target,
    onFatal: (message) => {
      throw new Error(message);
    },
  });
}

/** More than any store can do, so that the quota's own cost is in the numbers and its limit is not. */
export const UNLIMITED = 100_000;

export type PartsOptions = {
  vod: VodClient;
  /** Calls a second of DeleteMezzanines and of everything else. */
  rate: number;
  /** Engines with the same name share the quota. */
  account: string;
  verifyDelayMs?: number;
};

/** The engine as the container wires it, with another VOD and without a queue: `drive` is called. */
export async function engineParts(store: Store, options: PartsOptions): Promise<EngineDeps> {
  const { db, backgroundDb } = store;
  const env = readEnv({
    COUNTDOWN_MS: "0",
    ...(options.verifyDelayMs !== undefined && { VERIFY_DELAY_MS: String(options.verifyDelayMs) }),
  });
  return {
    env,
    db,
    backgroundDb,
    vod: options.vod,
    environment: await establishEnvironment(db, env, options.vod),
    quota: createQuota(db, options.account, {}, options.rate),
    queue: { send: async () => {} },
  };
}

/** The console's client against a sandbox; reads ask the quota for their slots, deletions ask in the engine. */
export async function sandboxParts(
  store: Store,
  url: string,
  account: string,
  rate: number,
): Promise<EngineDeps> {
  const quota = createQuota(store.db, account, {}, rate, { alone: store.kind === "pglite" });
  const vod = createVodClient({
    endpoint: url,
    region: "cn-shanghai",
    credentials: { accessKeyId: "sandbox-operator", accessKeySecret: "sandbox-operator-secret" },
    timeoutMs: 7_000,
    ...vodPorts(() => quota),
  });
  return { ...(await engineParts(store, { vod, rate, account })), quota };
}

/** Drives a deletion until a scripted VOD is asked to look at its first ids: the list is frozen then. */
export async function driveToForecast(c: EngineDeps, id: string): Promise<void> {
  const stop = new AbortController();
  const { vod } = scriptedVod({ sources: "present", onInspect: () => stop.abort() });
  await driveDeletion({ ...c, vod }, id, stop.signal);
}

export async function confirm(c: EngineDeps, id: string): Promise<void> {
  const seen = await readDeletion(c, id);
  if (!seen?.digest) throw new Error(`deletion ${id} is not ready to be confirmed`);
  const typedCount = String(seen.plan.total.count);
  await confirmDeletion(c, { id, digest: seen.digest, typedCount, actor: ACTOR });
}

/** Drives for so many seconds at most. */
export async function driveFor(c: EngineDeps, id: string, seconds: number): Promise<void> {
  await driveDeletion(c, id, AbortSignal.timeout(seconds * 1000));
}
