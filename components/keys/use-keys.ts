"use client";

import { useEffect, useRef } from "react";
import { isApple, type KeyName, keyOf } from "./keys";

/** What each key does here. `false` says that there was nothing to do, and leaves the press to the browser. */
export type KeyHandlers = Partial<Record<KeyName, () => unknown>>;

const ELSEWHERE = "[role=dialog], [role=alertdialog], [role=menu], dialog:modal";

/** Listens for keys. Silent while a dialog or popup is open, and while somebody types (but for the palette's). */
export function useKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = event.defaultPrevented ? undefined : keyOf(event, isApple(navigator.platform));
      const handler = name && latest.current[name];
      if (!handler || !isMeant(name, event) || document.querySelector(ELSEWHERE)) return;
      if (handler() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** On a control, Space and Enter are the browser's own: they tick and press what has the focus. */
function isMeant(name: KeyName, { target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || name === "palette") return true;
  const isInput = target instanceof HTMLInputElement;
  const isBox = isInput && ["checkbox", "radio", "button"].includes(target.type);
  if ((isInput && !isBox) || target.isContentEditable || target.matches("textarea, select")) return false;
  if (key !== " " && key !== "Enter") return true;
  return (
    target === document.body ||
    target.id === "main" ||
    (key === "Enter" && target.matches("[data-row-id] input"))
  );
}
