"use client";

import { cloneElement, type ReactElement, useEffect, useId, useRef, useState } from "react";

type Triggered = {
  onPointerEnter?: () => void;
  onPointerLeave?: () => void;
  onFocus?: (event: { currentTarget: HTMLElement }) => void;
  onBlur?: () => void;
  "aria-describedby"?: string | undefined;
};

const GAP_PX = 6;
const DELAY_MS = 350;

/** Hides the tooltip that is open now: there is never more than one. */
let hideOpenOne: (() => void) | undefined;

/**
 * A short text beside its element on hover and keyboard focus; Escape hides it (WCAG 1.4.13). It sits in the
 * browser's top layer through the Popover API, so that nothing clips it and no library is loaded for it.
 *
 * The element must pass the handlers on to the DOM. With `label`, the text repeats the element's
 * accessible name, so it is not given as a description as well.
 */
export function Tooltip(props: { text: string; label?: boolean; children: ReactElement<Triggered> }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const tip = useRef<HTMLSpanElement>(null);
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = (delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(true), delayMs);
  };
  const hide = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(false), 60);
  };

  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    const element = tip.current;
    const target = anchor.current?.firstElementChild;
    if (!open || !element || !target) return;
    const close = () => setOpen(false);
    hideOpenOne?.();
    hideOpenOne = close;
    element.showPopover();
    const place = target.getBoundingClientRect();
    const size = element.getBoundingClientRect();
    const above = place.top - size.height - GAP_PX;
    const left = place.left + place.width / 2 - size.width / 2;
    element.style.top = `${above > 0 ? above : place.bottom + GAP_PX}px`;
    element.style.left = `${Math.max(4, Math.min(left, window.innerWidth - size.width - 4))}px`;
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && setOpen(false);
    document.addEventListener("keydown", onKey);
    document.addEventListener("scroll", close, { capture: true, passive: true });
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("scroll", close, { capture: true });
      if (hideOpenOne === close) hideOpenOne = undefined;
      if (element.isConnected) element.hidePopover();
    };
  }, [open]);

  return (
    <span ref={anchor} className="contents">
      {cloneElement(props.children, {
        onPointerEnter: () => show(DELAY_MS),
        onPointerLeave: hide,
        onFocus: (event) => event.currentTarget.matches(":focus-visible") && show(0),
        onBlur: hide,
        ...(props.label ? {} : { "aria-describedby": id }),
      })}
      <span
        ref={tip}
        id={id}
        role="tooltip"
        popover="manual"
        aria-hidden={props.label}
        onPointerEnter={() => show(0)}
        onPointerLeave={hide}
        className="fixed m-0 max-w-64 rounded-md border-0 bg-inverse px-2 py-1 font-normal text-inverse-ink text-xs shadow-popup"
      >
        {props.text}
      </span>
    </span>
  );
}
