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
  const [state, setState] = useState<"closed" | "coming" | "open">("closed");
  const anchor = useRef<HTMLButtonElement | null>(null);
  const close = () => setState("closed");
  const prepare = () => Promise.all([fetchAhead(PopoverPopup), fetchAhead(props.preload ?? null)]);
  const press = async () => {
    if (state !== "closed") return close();
    setState("coming");
    await prepare();
    setState((now) => (now === "coming" ? "open" : now));
  };
  return (
    <>
      {props.trigger({
        ref: (element) => {
          anchor.current = element;
        },
        onPointerEnter: () => void prepare(),
        onPointerDown: () => void prepare(),
        onFocus: () => void prepare(),
        onClick: () => void press(),
        "aria-expanded": state !== "closed",
        "aria-haspopup": "dialog",
        "aria-controls": state === "open" ? id : undefined,
      })}
      {state === "open" && (
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
      )}
    </>
  );
}
