import type { Notes } from "./plan-panel";

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const key = (deletionId: string) => `deletion-notes:${deletionId}`;

/** Reason and ticket as they were left in this tab; null where nothing was, or nothing that can be read. */
export function readKeptNotes(store: Store, deletionId: string): Notes | null {
  try {
    const kept: unknown = JSON.parse(store.getItem(key(deletionId)) ?? "null");
    if (typeof kept !== "object" || kept === null || !("reason" in kept) || !("ticket" in kept)) return null;
    const { reason, ticket } = kept;
    return typeof reason === "string" && typeof ticket === "string" ? { reason, ticket } : null;
  } catch {
    // Storage may be closed to this page, or hold another build's words: then the fields start empty.
    return null;
  }
}

/** Keeps what is typed for a reload; null forgets it. */
export function keepNotes(store: Store, deletionId: string, notes: Notes | null): void {
  try {
    if (notes && (notes.reason || notes.ticket)) store.setItem(key(deletionId), JSON.stringify(notes));
    else store.removeItem(key(deletionId));
  } catch {
    // A full or closed storage costs the words at a reload, and nothing else.
  }
}
