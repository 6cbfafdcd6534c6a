"use client";

import { useSyncExternalStore } from "react";
import { NOTHING, type Selection, selectionFromText, selectionToText } from "./selection";

/** What a page knows of the selection. `kept` is false when it is too large to survive a reload. */
type Held = { selection: Selection; kept: boolean };

const EMPTY: Held = { selection: NOTHING, kept: true };

type Store = {
  read(): Held;
  write(next: Selection): void;
  subscribe(listener: () => void): () => void;
};

const stores = new Map<string, Store>();

/** One store per environment, so that what was selected in the sandbox is never selected in live. */
export function selectionStore(environmentId: string): Store {
  const known = stores.get(environmentId);
  if (known) return known;
  const key = `selection:${environmentId}`;
  const listeners = new Set<() => void>();
  let held: Held | undefined;
  const store: Store = {
    read() {
      held ??= { selection: selectionFromText(stored(key)), kept: true };
      return held;
    },
    write(selection) {
      held = { selection, kept: keep(key, selection) };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  stores.set(environmentId, store);
  return store;
}

/** The selection of this tab; it survives paging, sorting, filtering and a reload. */
export function useSelection(environmentId: string): Held & { select: (next: Selection) => void } {
  const store = selectionStore(environmentId);
  const held = useSyncExternalStore(store.subscribe, store.read, () => EMPTY);
  return { ...held, select: store.write };
}

function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    // Storage may be switched off; the selection then lives as long as the page.
    return null;
  }
}

function keep(key: string, selection: Selection): boolean {
  try {
    sessionStorage.setItem(key, selectionToText(selection));
    return true;
  } catch {
    // Full or switched off: an old selection must not come back in place of this one.
    try {
      sessionStorage.removeItem(key);
    } catch {
      return false;
    }
    return false;
  }
}
