"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { type LostAction, lostAction } from "@/components/ui/lost-action";
import type { ActionErrorCode } from "@/lib/actions/errors.ts";
import type { CheckStep } from "@/lib/catalog/lists/views.ts";
import type { ListActions } from "./list-actions";
import { listKey } from "./list-queries";

export type Check =
  | { state: "running" }
  /** By the person, or because there is nothing (more) to ask. */
  | { state: "resting" }
  | { state: "obstructed"; obstacle: NonNullable<CheckStep["obstacle"]> }
  | { state: "failed"; failure: { code: ActionErrorCode | LostAction; reference?: string | undefined } };

/**
 * Repeats the steps of the live check until nothing is unknown, it is stopped, or VOD cannot be asked. Each
 * step is stored on the server, so closing the page loses nothing.
 *
 * @param begin whether there is something to ask from the start
 */
export function useCheck(listId: string, step: ListActions["check"], begin: boolean) {
  const client = useQueryClient();
  const [check, setCheck] = useState<Check>({ state: begin ? "running" : "resting" });
  const running = check.state === "running";

  useEffect(() => {
    if (!running) return;
    let wanted = true;
    const goOn = async () => {
      while (wanted) {
        const next = await oneStep(listId, step);
        await client.invalidateQueries({ queryKey: listKey(listId), exact: true });
        if (next && wanted) {
          wanted = false;
          setCheck(next);
        }
      }
      await client.invalidateQueries({ queryKey: listKey(listId) });
    };
    void goOn();
    return () => {
      wanted = false;
    };
  }, [running, listId, step, client]);

  return {
    check,
    start: useCallback(() => setCheck({ state: "running" }), []),
    stop: useCallback(() => setCheck({ state: "resting" }), []),
  };
}

/** What the check has become after this step; null while it goes on. */
async function oneStep(listId: string, step: ListActions["check"]): Promise<Check | null> {
  const result = await step({ listId }).catch((error: unknown) => ({
    ok: false as const,
    error: { code: lostAction(error) },
  }));
  if (!result.ok) return { state: "failed", failure: result.error };
  const { left, obstacle } = result.data;
  if (obstacle) return { state: "obstructed", obstacle };
  return left === 0 ? { state: "resting" } : null;
}
