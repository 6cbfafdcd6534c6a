import { ensureDemoAccounts } from "./auth/demo-accounts.ts";
import { ensureFirstAdmin } from "./auth/first-admin.ts";
import { openStore } from "./db/open.ts";
import type { Db, Store } from "./db/types.ts";
import { type Environment, establishEnvironment } from "./engine/environment.ts";
import { doubtsAbout, type Env, env } from "./env.ts";
import { log } from "./log.ts";
import { openQueue, type Queue } from "./queue/queue.ts";
import { createQuota, type Quota } from "./quota/gcra.ts";
import { vodPorts } from "./quota/vod-ports.ts";
import { createVodClient } from "./vod/client.ts";
import type { VodClient } from "./vod/types.ts";

/** The console's parts, wired once per process. */
export type Container = {
  env: Env;
  store: Store;
  db: Db;
  /** For the worker: see `Store`. */
  backgroundDb: Db;
  environment: Environment;
  vod: VodClient;
  quota: Quota;
  queue: Queue;
};

/** Module state is duplicated between Next's bundles, so the one instance lives on globalThis. */
type Shared = { store?: Promise<Store>; container?: Promise<Container> };
const shared = globalThis as typeof globalThis & { mezzanineConsole?: Shared };

function slots(): Shared {
  shared.mezzanineConsole ??= {};
  return shared.mezzanineConsole;
}

/** The open store alone, for what must work while VOD is out of reach. */
export function store(): Promise<Store> {
  const s = slots();
  const opening =
    s.store ??
    openWithAccounts().catch((error: unknown) => {
      delete s.store;
      throw error;
    });
  s.store = opening;
  return opening;
}

/** The accounts that must exist are there, and those that must not are closed, before anyone can sign in. */
async function openWithAccounts(): Promise<Store> {
  const opened = await openStore({ databaseUrl: env().databaseUrl, dataDir: env().dataDir });
  await ensureDemoAccounts(opened.db);
  await ensureFirstAdmin(opened.db);
  return opened;
}

/**
 * Everything, opened once. A failure (VOD out of reach at the first start, no credentials) is not kept:
 * the next call tries again.
 *
 * @throws Error with a sentence that names cause and remedy
 */
export function container(): Promise<Container> {
  const s = slots();
  const opening =
    s.container ??
    wire().catch((error: unknown) => {
      delete s.container;
      throw error;
    });
  s.container = opening;
  return opening;
}

async function wire(): Promise<Container> {
  const e = env();
  for (const doubt of doubtsAbout(e)) log.warn(doubt);
  const opened = await store();
  const { db, backgroundDb } = opened;
  let quota: Quota | undefined;
  const vod = createVodClient({
    endpoint: e.vod.endpoint,
    region: e.vod.region,
    credentials: e.vod.kind === "sandbox" ? SANDBOX_CREDENTIALS : "chain",
    timeoutMs: e.timing.requestTimeoutMs,
    ...vodPorts(() => quota),
  });
  const environment = await establishEnvironment(db, e, vod);
  quota = createQuota(
    db,
    `${environment.accountId}/${environment.region}`,
    { DeleteMezzanines: e.rates.delete, BatchGetMediaInfos: e.rates.inspect, SearchMedia: e.rates.search },
    e.rates.inspect,
    { alone: opened.kind === "pglite" },
  );
  const queue = await openQueue(opened);
  log.info({ environment: environment.id, store: opened.kind }, "console ready");
  return { env: e, store: opened, db, backgroundDb, environment, vod, quota, queue };
}

/** The sandbox's own keys: they open nothing else. */
const SANDBOX_CREDENTIALS = {
  accessKeyId: "sandbox-operator",
  accessKeySecret: "sandbox-operator-secret",
} as const;
