import type { DeletionState } from "@/lib/deletion/types.ts";

export type Watched = {
  state: DeletionState;
  result: "completed" | "cancelled" | null;
  done: number;
  total: number;
  /** Who mends what keeps it from VOD; null when nothing does. */
  obstacle: "person" | "time" | null;
};

export type Announcement =
  | { kind: "quarter"; percent: 25 | 50 | 75 }
  | {
      kind:
        | "running"
        | "paused"
        | "resumed"
        | "verifying"
        | "finished"
        | "cancelled"
        | "review"
        | "countdown"
        | "failed"
        | "discarded"
        | "refused"
        | "unreached"
        | "reached";
    };

/**
 * What a screen reader hears between two looks at a deletion, or null: start, quarters, pause and end, so
 * that a page that changes every second is not read out every second. A change of state outranks what keeps
 * it from VOD, and both outrank a quarter.
 */
export function announcement(before: Watched, after: Watched): Announcement | null {
  const changed = before.state === after.state ? null : ofState(before.state, after);
  if (changed) return changed;
  if (before.obstacle !== after.obstacle) return { kind: ofObstacle(after.obstacle) };
  if (after.state !== "running" && after.state !== "verifying") return null;
  const passed = QUARTERS.filter((percent) => share(before) < percent && share(after) >= percent);
  const percent = passed.at(-1);
  return percent === undefined ? null : { kind: "quarter", percent };
}

const QUARTERS = [25, 50, 75] as const;

function share({ done, total }: Watched): number {
  return total === 0 ? 0 : (done / total) * 100;
}

function ofObstacle(obstacle: Watched["obstacle"]): "refused" | "unreached" | "reached" {
  if (obstacle === null) return "reached";
  return obstacle === "person" ? "refused" : "unreached";
}

function ofState(from: DeletionState, { state, result, obstacle }: Watched): Announcement | null {
  switch (state) {
    case "running":
      return { kind: from === "paused" ? "resumed" : "running" };
    case "finished":
      return { kind: result === "cancelled" ? "cancelled" : "finished" };
    case "review":
      // A check that VOD refused leads back here, and did not find what "review" says.
      return { kind: obstacle === "person" ? "refused" : "review" };
    case "paused":
    case "verifying":
    case "countdown":
    case "failed":
    case "discarded":
      return { kind: state };
    case "collecting":
    case "forecasting":
    case "awaiting-approval":
      return null;
    default:
      return state satisfies never;
  }
}
