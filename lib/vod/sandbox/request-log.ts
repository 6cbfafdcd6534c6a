/** One request as the sandbox received it, completed as it goes along. */
export type LogEntry = {
  seq: number;
  /** Wall clock, ISO with ms. */
  at: string;
  /** The sandbox's monotonic clock, ms. */
  monoMs: number;
  durationMs: number | null;
  action: string;
  method: string;
  /** Decoded parameters of query and form. */
  params: Record<string, string>;
  accessKeyId: string | null;
  signatureVersion: "1.0" | "V3" | null;
  /** For deletions: what Force came to. */
  force: boolean | null;
  ids: string[];
  /** null while no answer has been sent. */
  status: number | null;
  code: string | null;
  requestId: string;
  /** For deletions: the ids whose sources this request really deleted. */
  deleted: string[];
  /** Kinds of the faults that struck. */
  faults: string[];
};

export type LogFilter = {
  action?: string | undefined;
  since?: number | undefined;
  limit?: number | undefined;
};

/** The newest requests, at most `capacity`. */
export function requestLog(capacity: number) {
  let entries: LogEntry[] = [];
  let seq = 0;
  return {
    open(entry: Omit<LogEntry, "seq">): LogEntry {
      const numbered = { seq: ++seq, ...entry };
      entries.push(numbered);
      if (entries.length > capacity * 1.2) entries = entries.slice(-capacity);
      return numbered;
    },
    /** Oldest first. `since` gives those with a greater `seq`; `limit` the newest of what fits. */
    list({ action, since = 0, limit }: LogFilter = {}): LogEntry[] {
      const fit = entries.filter((entry) => entry.seq > since && (!action || entry.action === action));
      return limit === undefined ? fit : fit.slice(-limit);
    },
    clear(): void {
      entries = [];
    },
  };
}
