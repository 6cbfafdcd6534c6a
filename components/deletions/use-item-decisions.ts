"use client";

import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { DecidableGroup, Exception } from "@/lib/deletion/types.ts";
import type { DeletionView, ItemsPage } from "@/lib/engine/views.ts";
import { useDeletionActions } from "./deletion-actions";
import { deletionKeys } from "./deletion-queries";
import { useDeletionAction } from "./use-deletion-action";

/** What one action takes; a longer choice goes in several. */
const SEQS_PER_CALL = 5_000;

/** Includes or leaves out single items of a group: an exception where they differ from the group, none where they agree. */
export function useItemDecisions(view: DeletionView, group: DecidableGroup) {
  const queryClient = useQueryClient();
  const { run, failure } = useDeletionAction(view.id);
  const { decideItems } = useDeletionActions();
  const anchor = useRef<number | null>(null);

  /** Shows the choice at once; where the server refuses it, the rows are read again. */
  async function decide(seqs: number[], include: boolean) {
    const exception: Exception | null =
      view.decisions[group] === include ? null : include ? "include" : "exclude";
    show(new Set(seqs), { exception, included: include });
    for (let from = 0; from < seqs.length; from += SEQS_PER_CALL) {
      const part = seqs.slice(from, from + SEQS_PER_CALL);
      const done = await run(() => decideItems({ id: view.id, seqs: part, exception }), {
        keepItems: true,
      });
      if (!done) {
        await queryClient.invalidateQueries({ queryKey: deletionKeys.items(view.id) });
        return;
      }
    }
  }

  function show(seqs: ReadonlySet<number>, choice: { exception: Exception | null; included: boolean }) {
    queryClient.setQueriesData<InfiniteData<ItemsPage>>(
      { queryKey: deletionKeys.items(view.id) },
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => (seqs.has(item.seq) ? { ...item, ...choice } : item)),
          })),
        },
    );
  }

  /** A click on the row at `index`; with Shift, everything since the last click follows it. */
  function decideRow(loaded: readonly { seq: number }[], index: number, include: boolean, shift: boolean) {
    const from = shift ? (anchor.current ?? index) : index;
    anchor.current = index;
    const range = loaded.slice(Math.min(from, index), Math.max(from, index) + 1);
    return decide(
      range.map((item) => item.seq),
      include,
    );
  }

  return { decide, decideRow, failure };
}
