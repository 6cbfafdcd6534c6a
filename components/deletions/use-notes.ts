"use client";

import { useEffect, useState } from "react";
import type { DeletionView } from "@/lib/engine/views.ts";
import { keepNotes, readKeptNotes } from "./kept-notes";
import type { Notes } from "./plan-panel";

/** The one thing that may fail by being asked for: a browser can deny a page its storage. */
function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/**
 * Reason and ticket while they are typed; they survive a reload and an expired session in this tab. Once the
 * deletion is out of its review they stand in the record, or were given up, and nothing is kept.
 */
export function useNotes(view: DeletionView): [Notes, (notes: Notes) => void] {
  const [notes, setNotes] = useState<Notes>({ reason: view.reason ?? "", ticket: view.ticket ?? "" });
  const { id } = view;
  const open = view.state === "review" || view.state === "collecting" || view.state === "forecasting";

  // After the first render, so that it is the same as the server's.
  useEffect(() => {
    const store = storage();
    if (!store) return;
    if (!open) return keepNotes(store, id, null);
    const kept = readKeptNotes(store, id);
    if (kept) setNotes(kept);
  }, [id, open]);

  function change(next: Notes) {
    setNotes(next);
    const store = storage();
    if (store) keepNotes(store, id, next);
  }

  return [notes, change];
}
