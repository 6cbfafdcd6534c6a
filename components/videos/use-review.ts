"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ListActions } from "@/components/lists/list-actions";
import { type LostAction, lostAction } from "@/components/ui/lost-action";
import type { ActionErrorCode, ActionResult } from "@/lib/actions/errors.ts";
import { MAX_SELECTED_IDS } from "@/lib/catalog/selection-limits.ts";
import { NOTHING, type Selection } from "./selection";
import type { SelectionStore } from "./selection-store";
import { inputOf, type SelectionBody, type SelectionInput } from "./video-queries";

/** What an action takes: ids beyond its limit stand in an uploaded list. */
type Submitted = SelectionInput | (AllBut<SelectionBody> & { excludedListId: string });
type AllBut<T> = T extends unknown ? Omit<T, "excludedIds"> : never;

/** `changed`: the person went on selecting while the selection was on its way. */
type Failed = { code: ActionErrorCode | LostAction | "changed"; reference?: string | undefined };

export type CreateDeletion = (input: {
  idempotencyKey: string;
  selection: Submitted;
  selectedCount: number;
}) => Promise<ActionResult<{ id: string }>>;

type Attempt = { selection: Selection; key: string; input: Submitted | null };

/**
 * Leads from the selection to its review. The same selection sent twice (a double press, an answer that got
 * lost) finds the same deletion, because it carries the same key. More ids than an action takes, chosen or left
 * out, are uploaded as a list before. A selection that has changed meanwhile is never taken for the one that was
 * sent: what a person took out last would be in the list.
 */
export function useReview(create: CreateDeletion, useList: ListActions["use"], store: SelectionStore) {
  const router = useRouter();
  const last = useRef<Attempt | null>(null);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failed | null>(null);

  const review = async (selection: Selection, selectedCount: number) => {
    if (last.current?.selection !== selection) last.current = { selection, key: randomKey(), input: null };
    setPending(true);
    setFailure(null);
    const isChanged = () => store.read().selection !== selection;
    const result = await submit(last.current, selectedCount, isChanged).catch((error: unknown) => ({
      ok: false as const,
      error: { code: lostAction(error) },
    }));
    if (result.ok && !isChanged()) {
      router.push(`/deletions/${encodeURIComponent(result.data.id)}`);
      store.write(NOTHING);
      return;
    }
    setPending(false);
    setFailure(result.ok ? { code: "changed" } : result.error);
  };

  async function submit(attempt: Attempt, selectedCount: number, isChanged: () => boolean) {
    if (attempt.input === null) {
      const input = await toInput(attempt.selection, useList);
      if (!input.ok) return input;
      attempt.input = input.data;
    }
    if (isChanged()) return { ok: false as const, error: { code: "changed" as const } };
    return await create({ idempotencyKey: attempt.key, selection: attempt.input, selectedCount });
  }

  return { review, pending, failure };
}

async function toInput(
  selection: Selection,
  useList: ListActions["use"],
): Promise<{ ok: true; data: Submitted } | { ok: false; error: Failed }> {
  const input = inputOf(selection);
  const ids = input.kind === "ids" ? input.ids : input.excludedIds;
  if (ids.length <= MAX_SELECTED_IDS) return { ok: true, data: input };
  const { uploadSelection } = await import("@/components/lists/upload-selection");
  const uploaded = await uploadSelection(ids, useList);
  if (!uploaded.ok) return uploaded;
  const listId = uploaded.data.id;
  if (input.kind === "ids") return { ok: true, data: { kind: "list", listId, excludedIds: [] } };
  const { excludedIds: _, ...all } = input;
  return { ok: true, data: { ...all, excludedListId: listId } };
}

/** `crypto.randomUUID` exists on TLS pages only; the console may run without, in a closed network. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
