import { z } from "zod";
import { openTarget, sandboxParts } from "./engine-parts.ts";
import { runToEnd } from "./sandbox-run.ts";

/* One of several instances on one database: drives one deletion to its end, then ends itself. */
const [databaseUrl, url, account, rate, id] = z
  .tuple([z.string(), z.string(), z.string(), z.coerce.number(), z.string()])
  .parse(process.argv.slice(2));
const store = await openTarget({ databaseUrl, dataDir: "" });
await runToEnd(await sandboxParts(store, url, account, rate), id);
await store.close();
