import * as fs from "node:fs";
import os from "node:os";
import { z } from "zod";

/** What `owner.json` in the data folder says about the process that has it open. */
export const ownerSchema = z.object({
  host: z.string(),
  bootId: z.string(),
  /** Containers number their processes each for itself. */
  pidNamespace: z.string(),
  pid: z.number().int(),
  /** When that process was started, since numbers are used again. */
  pidStart: z.string(),
  token: z.string(),
  /** Milliseconds since 1970. */
  heartbeatAt: z.number(),
});

export type Owner = z.infer<typeof ownerSchema>;

/** The identity of this process; empty texts where the system does not tell. */
export function thisProcess(): Omit<Owner, "token" | "heartbeatAt"> {
  return {
    host: os.hostname(),
    bootId: orEmpty(() => fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    pidNamespace: orEmpty(() => fs.readlinkSync("/proc/self/ns/pid")),
    pid: process.pid,
    pidStart: startOf(process.pid),
  };
}

/** Whether the process that wrote `owner` still runs, on the machine where this is asked. */
export function processIsRunning(owner: Owner): boolean {
  if (owner.pid === process.pid && owner.pidStart === startOf(process.pid)) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return startOf(owner.pid) === owner.pidStart;
}

/** Clock ticks since boot (Linux), behind the name in brackets, which may itself hold spaces. */
function startOf(pid: number): string {
  return orEmpty(() => {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  });
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
