/** A read that brought no answer, as far as the domain reads it. */
export type FailedRead =
  | { kind: "refused"; code: string; message: string; throttled: boolean; fatal: boolean }
  | { kind: "unanswered"; code: string; message: string };

/** What stands between a deletion and VOD just now. `needs`: whether time may mend it, or only a person. */
export type Obstacle = {
  needs: "person" | "time";
  code: string;
  message: string;
  /** ISO 8601, UTC. */
  since: string;
};

/** Nothing left this machine, or nobody read it; the names of lib/vod/errors.ts. */
export const NOT_REACHED: ReadonlySet<string> = new Set([
  "ConnectionFailed",
  "CredentialsTimeout",
  "InvalidSecurityToken.Expired",
  "CallerLeft",
]);

/**
 * With whom it lies that a read failed: with *everybody* (the account, the pace, the way to VOD), so that it
 * says nothing about the ids asked for; with these *ids*; or *open*, since a call that is not answered may lie
 * with either.
 */
export function liesWith(read: FailedRead): "everybody" | "ids" | "open" {
  if (read.kind === "unanswered") return "open";
  return read.fatal || read.throttled || NOT_REACHED.has(read.code) ? "everybody" : "ids";
}

/** Whether VOD was there at all to say so: then a call beside this one that was not answered lies with its ids. */
export function wasReached(read: { kind: "answered" } | FailedRead): boolean {
  return read.kind === "answered" || (read.kind === "refused" && !NOT_REACHED.has(read.code));
}

/** A refusal that no repetition mends, or something that passes. */
export function obstacleOf(read: FailedRead, since: Date): Obstacle {
  const needs = read.kind === "refused" && read.fatal ? "person" : "time";
  return { needs, code: read.code, message: read.message, since: since.toISOString() };
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * How long to leave VOD alone after so many failed rounds in a row (1 and up): twice as long every time, up to
 * half a minute.
 */
export function obstructedDelay(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(10, Math.max(0, failures - 1)));
}
