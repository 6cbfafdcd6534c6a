import type { NewVideo, VideoChange } from "../lib/vod/sandbox/control.ts";
import type { FaultInput } from "../lib/vod/sandbox/faults.ts";
import type { LogEntry } from "../lib/vod/sandbox/request-log.ts";
import type { SandboxVideo } from "../lib/vod/sandbox/video.ts";

/** VOD's side of a test: what is in the library, what goes wrong, and what arrived. */
export type Sandbox = ReturnType<typeof sandboxAt>;

export function sandboxAt(url: string) {
  async function ask<T>(method: string, resource: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${url}/__sandbox/${resource}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${resource}: ${answer.status} ${text}`);
    // The sandbox is ours: the shapes of its answers are those of the modules that give them.
    return JSON.parse(text) as T;
  }
  return {
    addVideos: (videos: readonly NewVideo[]) => ask<SandboxVideo[]>("POST", "videos", videos),
    changeVideo: (id: string, change: VideoChange) => ask<unknown>("POST", `videos/${id}`, change),
    video: (id: string) => ask<SandboxVideo>("GET", `videos/${id}`),
    addFaults: (...faults: FaultInput[]) => ask<unknown>("POST", "faults", faults),
    clearFaults: () => ask<unknown>("DELETE", "faults"),
    /** What arrived since the request numbered `since`. */
    requests: (action: string, since = 0) =>
      ask<LogEntry[]>("GET", `requests?action=${action}&since=${since}`),
    /** The number of the newest request. */
    async newest(): Promise<number> {
      const [last] = await ask<LogEntry[]>("GET", "requests?limit=1");
      return last?.seq ?? 0;
    },
  };
}
