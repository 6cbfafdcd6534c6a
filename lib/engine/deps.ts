import type { Db } from "../db/types.ts";
import type { Env } from "../env.ts";
import type { Queue } from "../queue/queue.ts";
import type { Quota } from "../quota/gcra.ts";
import type { VodClient } from "../vod/types.ts";
import type { Environment } from "./environment.ts";

/** What the engine's use cases and its driver need; the container satisfies it. */
export type EngineDeps = {
  env: Pick<Env, "timing">;
  db: Db;
  /** What the driver works through, so that its hundred statements in line hold up nobody who asks through `db`. */
  backgroundDb: Db;
  environment: Environment;
  vod: VodClient;
  quota: Quota;
  queue: Pick<Queue, "send">;
};

/** Sees to it that a driver takes this deletion up; harmless when one is at it already. */
export async function drive(c: Pick<EngineDeps, "queue">, id: string): Promise<void> {
  await c.queue.send("drive-deletion", { deletionId: id });
}
