"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { AMOUNTS_KEY, LISTS_KEY, syncQuery } from "./video-queries";

/** Pages read again by themselves when the catalog has changed; with more, the rows would jump under the hand. */
const MAX_PAGES = 3;

/**
 * Shows what a sync has brought: at its end, and while the first one fills an empty table. Counts are always
 * read again; the rows only where few are loaded.
 *
 * @param pages how many pages are loaded
 */
export function useFreshList(pages: number, isShort: boolean): void {
  const client = useQueryClient();
  const { data } = useQuery(syncQuery());
  const finishedAt = data?.finished?.finishedAt ?? null;
  const grown = isShort ? (data?.running?.seen ?? null) : null;
  const last = useRef<{ finishedAt: string | null; grown: number | null } | null>(null);

  useEffect(() => {
    if (!data) return;
    const before = last.current;
    last.current = { finishedAt, grown };
    if (before === null || (before.finishedAt === finishedAt && (grown === null || before.grown === grown))) {
      return;
    }
    void client.invalidateQueries({ queryKey: AMOUNTS_KEY });
    if (pages <= MAX_PAGES) void client.invalidateQueries({ queryKey: LISTS_KEY });
  }, [client, data, finishedAt, grown, pages]);
}
