"use client";

import { useSyncExternalStore } from "react";
import { NOTHING, type Selection, selectionFromText, selectionToText } from "./selection";

/** What a page knows of the selection. `kept` is false when it is too large to survive a reload. */
type Held = { selection: Selection; kept: boolean };

const EMPTY: Held = { selection: NOTHING, kept: true };

export type SelectionStore = {
  read(): Held;
  write(next: Selection): void;
  subscribe(listener: () => void): () => void;
};

const stores = new Map<string, SelectionStore>();

/** One store per environment, so that what was selected in the sandbox is never selected in live. */
export function selectionStore(environmentId: string): SelectionStore {
  const known = stores.get(environmentId);
  if (known) return known;
  const key = `selection:${environmentId}`;
  const listeners = new Set<() => void>();
  let held: Held | undefined;
  const store: SelectionStore = {
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

/** What a store holds, followed; it survives paging, sorting, filtering and a reload of this tab. */
export function useHeld(store: SelectionStore): Held {
  return useSyncExternalStore(store.subscribe, store.read, () => EMPTY);
}

/** One thing about what is selected; draws anew only when that changes. `pick` gives a plain value. */
export function useSelected<T extends string | number | boolean | null>(
  store: SelectionStore,
  pick: (selection: Selection) => T,
): T {
  return useSyncExternalStore(
    store.subscribe,
    () => pick(store.read().selection),
    () => pick(NOTHING),
  );
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
