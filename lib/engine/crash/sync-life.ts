import { lookAtSources } from "../../catalog/look-at-sources.ts";
import { runSync } from "../../catalog/sync.ts";
import { openStore } from "../../db/open.ts";
import { createVodClient } from "../../vod/client.ts";

/*
 * One life of what reads a library, in a process of its own: the sync, then the pass over sources. It ends with 0
 * when both are through, and with the process that started it. Its clock is ahead by AHEAD_MS, so that it takes
 * the life before it for dead at once.
 */
process.stdin.once("end", () => process.kill(process.pid, "SIGKILL"));
process.stdin.resume();

const { DATABASE_URL, DATA_DIR = "", SANDBOX_URL = "", WINDOW_SIZE, AHEAD_MS } = process.env;
const store = await openStore({ databaseUrl: DATABASE_URL || null, dataDir: DATA_DIR });
const vod = createVodClient({
  endpoint: SANDBOX_URL,
  region: "cn-shanghai",
  credentials: { accessKeyId: "sandbox-operator", accessKeySecret: "sandbox-operator-secret" },
  timeoutMs: 5_000,
});
const shared = {
  db: store.db,
  vod,
  environmentId: "env-a",
  signal: new AbortController().signal,
  now: () => new Date(Date.now() + Number(AHEAD_MS)),
};
const day = 86_400_000;
const times = { syncEveryMs: day, fullEveryMs: day };
const read = await runSync({ ...shared, times, windowSize: Number(WINDOW_SIZE) });
if (read.state !== "finished" && read.state !== "idle") throw new Error(JSON.stringify(read));
const looked = await lookAtSources({ ...shared, oldAfterMs: 30 * day });
if (looked.state !== "finished") throw new Error(JSON.stringify(looked));
await store.close();
process.exit(0);
