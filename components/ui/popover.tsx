"use client";

import { type ComponentProps, type ReactNode, useId, useRef, useState } from "react";
import { type Fetchable, fetchAhead, lazyOnPress } from "./lazy-part";

const PopoverPopup = lazyOnPress(() => import("./popover-popup"));

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
  /** What of the content is loaded lazily; the panel opens when it is there. */
  preload?: Fetchable;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const id = useId();
  /** Resolves when the content has come, or cannot; null while it is closed. */
  const [content, setContent] = useState<Promise<void> | null>(null);
  const anchor = useRef<HTMLButtonElement | null>(null);
  const close = () => setContent(null);
  const prepare = () => {
    void fetchAhead(PopoverPopup);
    void fetchAhead(props.preload);
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
        onClick: () => setContent(content ? null : fetchAhead(props.preload)),
        "aria-expanded": content !== null,
        "aria-haspopup": "dialog",
        "aria-controls": content ? id : undefined,
      })}
      {content && (
        <PopoverPopup
          id={id}
          content={content}
          label={props.label}
          anchor={anchor}
          align={props.align ?? "start"}
          onClose={close}
          className={props.className ?? ""}
        >
          {typeof props.children === "function" ? props.children(close) : props.children}
        </PopoverPopup>
      )}
    </>
  );
}
