import type { DeletionView, PlanView } from "@/lib/engine/views.ts";

export type Difference =
  | { what: "state"; before: DeletionView["state"]; after: DeletionView["state"] }
  | { what: "total" | "normal" | "forced" | "lastCopy" | "bytes"; before: number; after: number };

type Shown = { state: DeletionView["state"]; plan: PlanView };

/** What changed between the plan a person confirmed and the plan as it is now; empty when only other videos are meant. */
export function planDifference(before: Shown, after: Shown): Difference[] {
  const lines: Difference[] = [
    { what: "total", before: before.plan.total.count, after: after.plan.total.count },
    { what: "normal", before: before.plan.normal.count, after: after.plan.normal.count },
    { what: "forced", before: before.plan.forced.count, after: after.plan.forced.count },
    { what: "lastCopy", before: before.plan.lastCopy.count, after: after.plan.lastCopy.count },
    { what: "bytes", before: before.plan.total.bytes, after: after.plan.total.bytes },
  ];
  const state: Difference = { what: "state", before: before.state, after: after.state };
  return [state, ...lines].filter((line) => line.before !== line.after);
}
