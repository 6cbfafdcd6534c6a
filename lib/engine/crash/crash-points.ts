import type { Db } from "../../db/types.ts";
import type { Quota } from "../../quota/gcra.ts";
import type { VodClient } from "../../vod/types.ts";

/** Where a process may die: around each commit, each slot of the quota, each deleting and each reading call. */
export type CrashPoint =
  | `${"commit" | "slot"}:${"before" | "after"}`
  | `${"delete" | "read"}:${"before" | "during" | "after"}`;

export const CRASH_POINTS: readonly CrashPoint[] = [
  "commit:before",
  "commit:after",
  "slot:before",
  "slot:after",
  "delete:before",
  "delete:during",
  "delete:after",
  "read:before",
  "read:during",
  "read:after",
];

export type Reach = (point: CrashPoint) => void;

/** How long a call has been on its way when the process dies during it; the sandbox takes longer. */
const DURING_MS = 8;

/**
 * Counts points as they are reached and calls `die` at the one named.
 *
 * @param spec `point:n` is the n-th time that point is reached, `delete:during:3`. After a comma follows what
 *   is counted only from there on: `delete:after:2,commit:before:1` is the first commit after the second
 *   answer.
 * @throws RangeError for a spec that is none
 */
export function crashAt(spec: string, die: () => void): Reach {
  const steps = spec.split(",").map((step) => {
    const point = CRASH_POINTS.find((known) => step.startsWith(`${known}:`));
    const left = point ? Number(step.slice(point.length + 1)) : 0;
    if (!point || !Number.isInteger(left) || left < 1) throw new RangeError(`not a crash point: ${step}`);
    return { point, left };
  });
  return (point) => {
    const [step] = steps;
    if (step?.point !== point) return;
    step.left -= 1;
    if (step.left > 0) return;
    steps.shift();
    if (steps.length === 0) die();
  };
}

/** The database whose transactions reach `commit:before` when all is written and `commit:after` when it holds. */
export function crashingDb(db: Db, reach: Reach): Db {
  const transaction: Db["transaction"] = async (run, config) => {
    const result = await db.transaction(async (tx) => {
      const written = await run(tx);
      reach("commit:before");
      return written;
    }, config);
    reach("commit:after");
    return result;
  };
  return new Proxy(db, {
    get(target, name) {
      if (name === "transaction") return transaction;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

export function crashingQuota(quota: Quota, reach: Reach): Quota {
  return {
    ...quota,
    async take(operation, caller) {
      reach("slot:before");
      const served = await quota.take(operation, caller);
      reach("slot:after");
      return served;
    },
  };
}

export function crashingVod(vod: VodClient, reach: Reach): VodClient {
  return {
    ...vod,
    deleteMezzanines: (ids, force) => around("delete", () => vod.deleteMezzanines(ids, force), reach),
    inspectVideos: (ids, caller) => around("read", () => vod.inspectVideos(ids, caller), reach),
    mezzanine: (id, caller) => around("read", () => vod.mezzanine(id, caller), reach),
  };
}

async function around<T>(kind: "delete" | "read", call: () => Promise<T>, reach: Reach): Promise<T> {
  reach(`${kind}:before`);
  const answer = call();
  const during = setTimeout(() => reach(`${kind}:during`), DURING_MS);
  try {
    return await answer;
  } finally {
    clearTimeout(during);
    reach(`${kind}:after`);
  }
}
