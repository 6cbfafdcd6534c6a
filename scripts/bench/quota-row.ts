import { openTarget, sandboxParts, type Target } from "./engine-parts.ts";
import type { Measurement, Size, StoreKind } from "./measurement.ts";
import { startSandboxProcess } from "./sandbox-process.ts";
import { confirmedDeletion, mostInASecond, runToEnd, steadyIdsPerSecond } from "./sandbox-run.ts";

const RATE = 50;

/** Ids accepted a second against what the configured rate allows, with the account's limit 5 % above it. */
export async function quotaRow(target: Target, store: StoreKind, size: Size): Promise<Measurement[]> {
  const opened = await openTarget(target);
  const sandbox = await startSandboxProcess(size.quotaIds);
  try {
    const c = await sandboxParts(opened, sandbox.url, "bench-quota", RATE);
    const id = await confirmedDeletion(c, sandbox.take(size.quotaIds));
    await sandbox.conditions([40, 120], RATE * 1.05);
    await runToEnd(c, id);
    const entries = await sandbox.deletes();
    const own = { row: "quota", store } as const;
    return [
      {
        ...own,
        what: `ids accepted per second ÷ (${RATE}/s × 20), steady, latency 40–120 ms`,
        measured: steadyIdsPerSecond(entries) / (RATE * 20),
        unit: "",
        budget: 0.97,
        bound: "least",
      },
      {
        ...own,
        what: "throttled answers in that run",
        measured: await sandbox.throttled(),
        unit: "",
        budget: 0,
        bound: "most",
      },
      {
        ...own,
        what: "calls in any sliding second ÷ rate, one instance",
        measured: mostInASecond(entries) / RATE,
        unit: "",
        budget: 1.03,
        bound: "most",
      },
    ];
  } finally {
    await sandbox.stop();
    await opened.close();
  }
}
