"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { AMOUNTS_KEY, LISTS_KEY, syncQuery } from "./video-queries";

/** Pages read again by themselves when the catalog has changed; with more, the rows would jump under the hand. */
const MAX_PAGES = 3;

/**
 * Shows what a sync has brought: at its end, and while the first one goes on. Counts are always read again;
 * the rows only where few are loaded.
 *
 * @param pages how many pages are loaded
 */
export function useFreshList(pages: number, isShort: boolean): void {
  const client = useQueryClient();
  const { data } = useQuery(syncQuery());
  const finishedAt = data?.finished?.finishedAt ?? null;
  const seen = data?.running?.seen ?? null;
  const last = useRef<{ finishedAt: string | null; seen: number | null } | null>(null);

  useEffect(() => {
    if (!data) return;
    const before = last.current;
    last.current = { finishedAt, seen };
    if (before === null) return;
    const ended = before.finishedAt !== finishedAt;
    const grown = seen !== null && before.seen !== seen;
    // Later syncs meet mostly what is known; counting a large library at every page of theirs would be waste.
    if (ended || (grown && (isShort || finishedAt === null))) {
      void client.invalidateQueries({ queryKey: AMOUNTS_KEY });
    }
    if (pages <= MAX_PAGES && (ended || (grown && isShort))) {
      void client.invalidateQueries({ queryKey: LISTS_KEY });
    }
  }, [client, data, finishedAt, seen, pages, isShort]);
}
