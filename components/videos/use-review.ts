"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { type LostAction, lostAction } from "@/components/ui/lost-action";
import type { ActionErrorCode, ActionResult } from "@/lib/actions/errors.ts";
import { NOTHING, type Selection } from "./selection";

export type SelectionInput =
  | { kind: "ids"; ids: string[] }
  | { kind: "filter"; filterText: string; excludedIds: string[] };

export type CreateDeletion = (input: {
  idempotencyKey: string;
  selection: SelectionInput;
  selectedCount: number;
}) => Promise<ActionResult<{ id: string }>>;

/**
 * Leads from the selection to its review. The same selection sent twice (a double press, an answer that got
 * lost) finds the same deletion, because it carries the same key.
 */
export function useReview(create: CreateDeletion, select: (next: Selection) => void) {
  const router = useRouter();
  const key = useRef<{ selection: Selection; text: string } | null>(null);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{ code: ActionErrorCode | LostAction; reference?: string } | null>(
    null,
  );

  const review = async (selection: Selection, selectedCount: number) => {
    if (key.current?.selection !== selection) key.current = { selection, text: randomKey() };
    setPending(true);
    setFailure(null);
    const result = await create({
      idempotencyKey: key.current.text,
      selection: toInput(selection),
      selectedCount,
    }).catch((error: unknown) => ({ ok: false as const, error: { code: lostAction(error) } }));
    if (result.ok) {
      router.push(`/deletions/${encodeURIComponent(result.data.id)}`);
      select(NOTHING);
      return;
    }
    setPending(false);
    setFailure(result.error);
  };

  return { review, pending, failure };
}

/** As server actions and routes take it. */
export function toInput(selection: Selection): SelectionInput {
  if (selection.kind === "ids") return { kind: "ids", ids: [...selection.ids.keys()] };
  return {
    kind: "filter",
    filterText: selection.filterText,
    excludedIds: [...selection.excluded.keys()],
  };
}

/** `crypto.randomUUID` exists on TLS pages only; the console may run without, in a closed network. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
