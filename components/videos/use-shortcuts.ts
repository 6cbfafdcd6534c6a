"use client";

import { useEffect, useRef } from "react";

export type Shortcuts = {
  search: () => void;
  move: (step: 1 | -1) => void;
  toggle: (range: boolean) => void;
  open: () => void;
  /** Says whether there was something to close. */
  close: () => boolean;
};

/** The table's keys: `/`, j, k, x, Space, Enter, Escape. Silent while somebody types, and in popups and dialogs. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (isTyping(target) || isElsewhere(target)) return;
      if (act(event, target, latest.current)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function act(event: KeyboardEvent, target: Element, keys: Shortcuts): boolean {
  const onRow = target.closest("[data-row-id]") !== null;
  const free = target === document.body || target.id === "main";
  const onBox = onRow && target instanceof HTMLInputElement;
  switch (event.key) {
    case "/":
      keys.search();
      return true;
    case "j":
    case "k":
      keys.move(event.key === "j" ? 1 : -1);
      return true;
    case "x":
    case "X":
      keys.toggle(event.shiftKey);
      return true;
    case " ":
      // On a control, Space is the browser's own: it ticks the box that has the focus.
      if (!free) return false;
      keys.toggle(event.shiftKey);
      return true;
    case "Enter":
      if (!free && !onBox) return false;
      keys.open();
      return true;
    case "Escape":
      return keys.close();
    default:
      return false;
  }
}

function isTyping(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

function isElsewhere(target: Element): boolean {
  return target.closest("[role=dialog], [role=alertdialog], [role=menu], dialog:modal") !== null;
}
