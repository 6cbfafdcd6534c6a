"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { lostAction } from "@/components/ui/lost-action";
import type { ActionResult } from "@/lib/actions/errors.ts";
import type { ActionFailure } from "./deletion-actions";
import { deletionKeys } from "./deletion-queries";

const LEGIBLE_MS = 5_000;

/**
 * Runs a server action about a deletion, then reads the deletion again, whatever came back: what the page
 * shows is what the server says, never what the click hoped for. Answers null where it failed.
 */
export function useDeletionAction(id: string) {
  const queryClient = useQueryClient();
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState<(ActionFailure & { readAt: number }) | null>(null);
  const readAt = () => queryClient.getQueryState(deletionKeys.one(id))?.dataUpdatedAt ?? 0;
  // Whether it took effect was not known. Each read draws the page anew, and shows that; but not before anybody
  // could read that a press was lost.
  const isAnswered = failed?.code === "network" && readAt() > failed.readAt + LEGIBLE_MS;

  async function run<T>(
    act: () => Promise<ActionResult<T>>,
    options?: { keepItems: boolean },
  ): Promise<{ data: T } | null> {
    setPending(true);
    setFailed(null);
    const result = await act().catch((error: unknown) => ({
      ok: false as const,
      error: { code: lostAction(error) },
    }));
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: deletionKeys.one(id) }),
      options?.keepItems || queryClient.invalidateQueries({ queryKey: deletionKeys.items(id) }),
    ]);
    setPending(false);
    if (result.ok) return { data: result.data };
    setFailed({ ...result.error, readAt: readAt() });
    return null;
  }

  return { run, pending, failure: isAnswered ? null : failed, clear: () => setFailed(null) };
}
