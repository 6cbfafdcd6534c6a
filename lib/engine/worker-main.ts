import { container } from "../container.ts";
import { log } from "../log.ts";
import { startWorker } from "./start-worker.ts";

/*
 * `npm run worker`: the engine without the web, as many as wanted, on PostgreSQL. (On the embedded store the
 * worker lives in the web process, which owns the data folder.)
 */
const c = await container().catch((error: unknown) => {
  // Its message is the sentence for who started it: a wrong setting, another version's database, no answer.
  log.fatal({ err: error }, error instanceof Error ? error.message : "the worker was not started");
  process.exit(1);
});
if (c.store.kind === "pglite") {
  log.fatal(
    "A separate worker needs PostgreSQL: set DATABASE_URL. The embedded store has its worker in the web process.",
  );
  process.exit(1);
}
const stop = await startWorker(c);
log.info("worker started");
for (const name of ["SIGTERM", "SIGINT"] as const) {
  process.once(name, () => {
    stop()
      .then(() => c.store.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "the worker did not stop cleanly");
          process.exit(1);
        },
      );
  });
}
