import { createStore, del, get, keys, set } from "idb-keyval";

const KEPT_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Selections that a tab's own storage has no room for, as text, in the browser's database. Each has a
 * name of its own, and goes when a week has passed: a closed tab does not say goodbye.
 */
const store = createStore("selections", "selections");

/** @returns the name to read it by; the one before it, of the same tab, is taken away */
export async function keepLarge(text: string, before: string | null): Promise<string> {
  const name = `${Date.now()}-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
  await set(name, text, store);
  const old = (await keys<string>(store)).filter((key) => isOld(key) || key === before);
  await Promise.all(old.map((key) => del(key, store)));
  return name;
}

/** Null for one that is no longer there. */
export async function readLarge(name: string): Promise<string | null> {
  return (await get<string>(name, store)) ?? null;
}

function isOld(name: string): boolean {
  return Date.now() - Number.parseInt(name, 10) > KEPT_DAYS * DAY_MS;
}
