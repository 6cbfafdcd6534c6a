import type { Container } from "../../container.ts";
import { openStore } from "../../db/open.ts";
import { readEnv } from "../../env.ts";
import { createQuota } from "../../quota/gcra.ts";
import { vodPorts } from "../../quota/vod-ports.ts";
import { createVodClient } from "../../vod/client.ts";
import { establishEnvironment } from "../environment.ts";
import { crashingDb, crashingQuota, crashingVod, type Reach } from "./crash-points.ts";

/** A console without its queue: who only prepares and looks needs none, and a worker opens its own. */
export type CrashConsole = Omit<Container, "queue">;

/**
 * The console's parts as lib/container.ts wires them, for processes that tests start and kill. The crash
 * points lie around the parts: the product knows nothing of them.
 *
 * @param source the settings, as process.env would give them
 */
export async function openCrashConsole(
  source: Record<string, string | undefined>,
  reach: Reach = () => {},
): Promise<CrashConsole> {
  const env = readEnv(source);
  const store = await openStore({ databaseUrl: env.databaseUrl, dataDir: env.dataDir });
  const quota = crashingQuota(
    createQuota(store.db, "crash", { DeleteMezzanines: env.rates.delete }, env.rates.inspect, {
      alone: store.kind === "pglite",
    }),
    reach,
  );
  const vod = createVodClient({
    endpoint: env.vod.endpoint,
    region: env.vod.region,
    credentials: { accessKeyId: "sandbox-operator", accessKeySecret: "sandbox-operator-secret" },
    timeoutMs: env.timing.requestTimeoutMs,
    ...vodPorts(() => quota),
  });
  const environment = await establishEnvironment(store.db, env, vod);
  return {
    env,
    store,
    db: crashingDb(store.db, reach),
    backgroundDb: crashingDb(store.backgroundDb, reach),
    environment,
    vod: crashingVod(vod, reach),
    quota,
  };
}
