import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { openQueue } from "../../queue/queue.ts";
import { isUseCaseError } from "../../use-case-error.ts";
import { startWorker } from "../start-worker.ts";
import { openCrashConsole } from "./crash-console.ts";
import { crashAt } from "./crash-points.ts";
import { confirmWhatIsReady } from "./operator.ts";

/*
 * One life of a console under fire, in a process of its own: it drives what there is, as the real worker does,
 * with an operator who agrees to what is reviewed. It kills itself where CRASH_AT says (crash-points.ts), or
 * ends with 0 when nothing is left to do. It ends with the process that started it.
 */
const LOOK_AGAIN_MS = 50;

process.stdin.once("end", () => process.kill(process.pid, "SIGKILL"));
process.stdin.resume();

const spec = process.env.CRASH_AT;
const die = () => process.kill(process.pid, "SIGKILL");
const parts = await openCrashConsole(process.env, spec ? crashAt(spec, die) : undefined);
const c = { ...parts, queue: await openQueue(parts.store) };
// Where nobody else lives, what is active is a dead one's. On PostgreSQL it would otherwise be taken over after
// 10 s of silence, which whoever has company waits for.
const alone = process.env.CRASH_COMPANY !== "beside-others";
if (alone) await c.queue.reclaimActive();
const stop = await startWorker(c);
process.stdout.write("ready\n");
while (await somethingIsLeft()) {
  await confirmWhatIsReady(c).catch((error: unknown) => {
    // The operator of another process was faster; what is left is looked at again.
    if (alone || !isUseCaseError(error)) throw error;
  });
  await wait(LOOK_AGAIN_MS);
}
await stop();
await c.store.close();
process.exit(0);

async function somethingIsLeft(): Promise<boolean> {
  const left = await rowsOf(
    c.store.db,
    sql`select 1 from deletions where state not in ('finished', 'failed', 'discarded') limit 1`,
  );
  return left.length > 0;
}
