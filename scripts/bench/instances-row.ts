import path from "node:path";
import { startNode } from "../child.ts";
import { openTarget, sandboxParts, type Target } from "./engine-parts.ts";
import type { Measurement, Size } from "./measurement.ts";
import { startSandboxProcess } from "./sandbox-process.ts";
import { confirmedDeletion, mostInASecond, steadyIdsPerSecond } from "./sandbox-run.ts";

const RATE = 50;
const INSTANCES = 3;
const ACCOUNT = "bench-instances";

/** Three processes on PostgreSQL that share one account's quota, seen from the log of the sandbox. */
export async function instancesRow(target: Target, size: Size): Promise<Measurement[]> {
  const opened = await openTarget(target);
  const sandbox = await startSandboxProcess(size.instanceIds * INSTANCES);
  try {
    const c = await sandboxParts(opened, sandbox.url, ACCOUNT, RATE);
    const ids: string[] = [];
    for (let i = 0; i < INSTANCES; i += 1) {
      ids.push(await confirmedDeletion(c, sandbox.take(size.instanceIds)));
    }
    await sandbox.conditions([40, 120], RATE * 1.05);
    const script = path.resolve("scripts/bench/instance.ts");
    const children = ids.map((id) =>
      startNode([script, target.databaseUrl ?? "", sandbox.url, ACCOUNT, String(RATE), id]),
    );
    const codes = await Promise.all(children.map((child) => child.ended));
    if (codes.some((code) => code !== 0)) throw new Error(`instances ended with ${codes.join(", ")}`);
    const entries = await sandbox.deletes();
    const own = { row: "instances", store: "postgres", unit: "" } as const;
    return [
      {
        ...own,
        what: `calls in any sliding second ÷ rate, ${INSTANCES} processes`,
        measured: mostInASecond(entries) / RATE,
        budget: 1.03,
        bound: "most",
      },
      {
        ...own,
        what: `ids accepted per second ÷ (rate × 20), ${INSTANCES} processes`,
        measured: steadyIdsPerSecond(entries) / (RATE * 20),
        budget: 0.97,
        bound: "least",
      },
      {
        ...own,
        what: "throttled answers in that run",
        measured: await sandbox.throttled(),
        budget: 0,
        bound: "most",
      },
    ];
  } finally {
    await sandbox.stop();
    await opened.close();
  }
}
