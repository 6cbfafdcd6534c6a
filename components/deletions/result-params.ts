"use client";

import { useUrlParams } from "@/components/ui/use-url-params";
import { OUTCOMES } from "@/lib/deletion/types.ts";

type Outcome = (typeof OUTCOMES)[number];

/** The outcome filter and the open evidence live in the URL, so that what one person sees can be sent to another. */
export function useResultParams() {
  const [params, change] = useUrlParams();
  const item = params.get("item") ?? "";
  return {
    item: /^\d+$/.test(item) ? Number(item) : null,
    outcome: OUTCOMES.find((one) => one === params.get("outcome")) ?? null,
    setItem: (seq: number | null) => change({ item: seq === null ? null : String(seq) }, "replace"),
    setOutcome: (outcome: Outcome | null) => change({ outcome }, "replace"),
  };
}
