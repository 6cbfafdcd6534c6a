import { fillLibrary } from "../lib/catalog/fill-catalog.ts";
import { openStore } from "../lib/db/open.ts";
import { establishEnvironment } from "../lib/engine/environment.ts";
import { readEnv } from "../lib/env.ts";
import { createVodClient } from "../lib/vod/client.ts";

/* A process of its own, since Playwright's is not the Node that the store needs: folder, sandbox, videos. */
const [dataDir = "", sandboxUrl = "", count = ""] = process.argv.slice(2);
const env = readEnv({ SANDBOX_URL: sandboxUrl });
const store = await openStore({ databaseUrl: null, dataDir });
const vod = createVodClient({
  endpoint: sandboxUrl,
  region: env.vod.region,
  credentials: { accessKeyId: "sandbox-operator", accessKeySecret: "sandbox-operator-secret" },
  timeoutMs: env.timing.requestTimeoutMs,
});
const { id } = await establishEnvironment(store.db, env, vod);
await fillLibrary(store, id, Number(count));
await store.close();
process.stdout.write("library filled\n");
