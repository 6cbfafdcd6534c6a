import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { startNode } from "../child.ts";

const entrySchema = z.object({
  monoMs: z.number(),
  status: z.number().nullable(),
  code: z.string().nullable(),
  deleted: z.array(z.string()),
});
export type Entry = z.infer<typeof entrySchema>;
const idsSchema = z.object({ ids: z.array(z.string()) });

/** A sandbox as a process of its own, with so many removable videos, driven through its admin interface. */
export async function startSandboxProcess(removable: number) {
  const videos = removable * 3;
  const main = path.resolve("lib/vod/sandbox/main.ts");
  const child = startNode([main, "--port", "0", "--videos", String(videos)], { readsStdout: true });
  if (!child.stdout) throw new Error("The sandbox has no output to read its address from.");
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const url = /sandbox ready (\S+)/.exec(String(line))?.[1];
  if (!url) throw new Error(`The sandbox did not start: ${String(line)}`);

  async function admin(method: string, call: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}/__sandbox/${call}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${call}: ${JSON.stringify(answer)}`);
    return answer;
  }

  // Read before anything is deleted: the sandbox counts only what is still removable.
  const free: string[] = [];
  while (free.length < removable) {
    const limit = Math.min(10_000, removable - free.length);
    const call = `videos?kind=removable&limit=${limit}&offset=${free.length}`;
    const { ids } = idsSchema.parse(await admin("GET", call));
    if (ids.length === 0) throw new Error("The sandbox has too few removable videos.");
    free.push(...ids);
  }

  return {
    url,
    stop: () => child.stop(5_000),
    /** Removable videos that nobody was given before. */
    take(count: number): string[] {
      if (count > free.length) throw new Error("The sandbox was started with too few videos.");
      return free.splice(0, count);
    },
    /** What every call costs in time, and how many a second the account allows; null is no limit. */
    async conditions(latencyMs: number | [number, number], limit: number | null): Promise<void> {
      await admin("DELETE", "faults");
      await admin("POST", "faults", { kind: "latency", always: true, ms: latencyMs });
      await admin("PUT", "limits", { DeleteMezzanines: limit, BatchGetMediaInfos: limit });
      await admin("DELETE", "requests");
    },
    /** The deletions it received since the conditions were set, oldest first. */
    async deletes(): Promise<Entry[]> {
      return z.array(entrySchema).parse(await admin("GET", "requests?action=DeleteMezzanines"));
    },
    /** Throttled answers to any operation since then. */
    async throttled(): Promise<number> {
      const all = z.array(entrySchema).parse(await admin("GET", "requests"));
      return all.filter((entry) => entry.code?.startsWith("Throttling")).length;
    },
  };
}

export type SandboxProcess = Awaited<ReturnType<typeof startSandboxProcess>>;
