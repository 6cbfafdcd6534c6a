"use client";

import { type ComponentProps, type ReactNode, Suspense, useId, useRef, useState } from "react";
import { fetchAhead, lazyPart } from "./lazy-part";

const load = () => import("./popover-popup");
const PopoverPopup = lazyPart(load);

/** What the button that opens it must carry: spread it on a `Button` or `IconButton`. */
export type PopoverTrigger = Pick<
  ComponentProps<"button">,
  | "onClick"
  | "onPointerEnter"
  | "onPointerDown"
  | "onFocus"
  | "aria-expanded"
  | "aria-haspopup"
  | "aria-controls"
> & { ref: (element: HTMLButtonElement | null) => void };

/**
 * A small panel beside its button. The library behind it, and what `preload` fetches of its content, arrives when
 * somebody points at the button, so that pages do not load it beforehand; the panel opens when both are there, never
 * empty. Focus moves in on opening and back to the button on closing.
 */
export function Popover(props: {
  /** The accessible name of the panel. */
  label: string;
  trigger: (attributes: PopoverTrigger) => ReactNode;
  /** Content that is loaded lazily suspends the opening; this begins to load it. */
  preload?: () => Promise<unknown>;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement | null>(null);
  const close = () => setOpen(false);
  const { preload } = props;
  const prepare = () => {
    fetchAhead(load);
    if (preload) fetchAhead(preload);
  };
  return (
    <>
      {props.trigger({
        ref: (element) => {
          anchor.current = element;
        },
        onPointerEnter: prepare,
        onPointerDown: prepare,
        onFocus: prepare,
        onClick: () => setOpen((was) => !was),
        "aria-expanded": open,
        "aria-haspopup": "dialog",
        "aria-controls": open ? id : undefined,
      })}
      {open && (
        <Suspense fallback={null}>
          <PopoverPopup
            id={id}
            label={props.label}
            anchor={anchor}
            align={props.align ?? "start"}
            onClose={close}
            className={props.className ?? ""}
          >
            {typeof props.children === "function" ? props.children(close) : props.children}
          </PopoverPopup>
        </Suspense>
      )}
    </>
  );
}
