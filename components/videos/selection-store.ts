"use client";

import { useSyncExternalStore } from "react";
import { NOTHING, type Selection, selectionFromText, selectionToText } from "./selection";

/**
 * What a page knows of the selection. `kept` is false when it is too large to survive a reload, or, with nothing
 * selected, when it has not survived one.
 */
type Held = { selection: Selection; kept: boolean };

const EMPTY: Held = { selection: NOTHING, kept: true };
/** While a person goes on selecting, a large selection is not written anew for every row. */
const REST_MS = 300;
/** Stands in a tab's storage for a selection that has no room there, before its name. */
const ELSEWHERE = "elsewhere:";

export type SelectionStore = {
  read(): Held;
  /** Does nothing while a large selection is on its way back after a reload: it would be lost. */
  write(next: Selection): void;
  subscribe(listener: () => void): () => void;
};

const stores = new Map<string, SelectionStore>();

/** One store per environment, so that what was selected in the sandbox is never selected in live. */
export function selectionStore(environmentId: string): SelectionStore {
  const known = stores.get(environmentId);
  if (known) return known;
  const store = createSelectionStore(`selection:${environmentId}`);
  stores.set(environmentId, store);
  return store;
}

function createSelectionStore(key: string): SelectionStore {
  const listeners = new Set<() => void>();
  let held: Held | undefined;
  let coming = false;
  /** The name of the last large selection that this page has written. */
  let written: string | null = null;

  const hold = (next: Held) => {
    held = next;
    for (const listener of listeners) listener();
  };
  const bring = async (name: string) => {
    const text = await withLarge(({ readLarge }) => readLarge(name));
    coming = false;
    hold({ selection: selectionFromText(text), kept: text !== null });
  };
  /** In the browser's database, unless something else is selected by then. */
  const keepElsewhere = async (mine: Held, text: string) => {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    if (held !== mine) return;
    const name = await withLarge(({ keepLarge }) => keepLarge(text, written));
    written = name ?? written;
    if (held !== mine) return;
    if (name === null || !keep(key, ELSEWHERE + name)) hold({ ...mine, kept: false });
  };

  return {
    read() {
      if (held) return held;
      const text = stored(key);
      coming = text?.startsWith(ELSEWHERE) ?? false;
      held = coming ? EMPTY : { selection: selectionFromText(text), kept: true };
      if (coming) void bring(text?.slice(ELSEWHERE.length) ?? "");
      return held;
    },
    write(selection) {
      if (coming) return;
      const text = selectionToText(selection);
      const next = { selection, kept: true };
      const isKept = keep(key, text);
      hold(next);
      if (!isKept) void keepElsewhere(next, text);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
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

/** Null where the browser's database cannot be used, as in some private windows. */
async function withLarge<T>(
  use: (large: typeof import("./large-selections")) => Promise<T>,
): Promise<T | null> {
  try {
    return await use(await import("./large-selections"));
  } catch {
    return null;
  }
}

function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    // Storage may be switched off; the selection then lives as long as the page.
    return null;
  }
}

function keep(key: string, text: string): boolean {
  try {
    sessionStorage.setItem(key, text);
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
