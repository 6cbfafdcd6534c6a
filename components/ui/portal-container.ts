/**
 * Where a popup belonging to `anchor` goes: into the modal `<dialog>` or the main region it stands in. Outside
 * a modal dialog it would be inert and lie beneath it; outside the main region no landmark would hold it.
 */
export function containerFor(anchor: Element | null): HTMLElement | undefined {
  return anchor?.closest<HTMLElement>("dialog, main") ?? undefined;
}

/** Where a dialog goes: into the browser's topmost modal `<dialog>`, if one is open, else to the body. */
export function dialogContainer(): HTMLElement | undefined {
  if (typeof document === "undefined") return undefined;
  return [...document.querySelectorAll<HTMLElement>("dialog:modal")].at(-1);
}
