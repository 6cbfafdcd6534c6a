"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode, RefObject } from "react";
import { cx } from "./cx";
import { closing } from "./popup-close";
import { containerFor } from "./portal-container";

/** The panel of `Popover`, in a file of its own so that it can be loaded when it is first asked for. */
export default function PopoverPopup(props: {
  id: string;
  label: string;
  anchor: RefObject<HTMLElement | null>;
  align: "start" | "center" | "end";
  onClose: () => void;
  className: string;
  children: ReactNode;
}) {
  return (
    <Base.Root open onOpenChange={closing(props.anchor, props.onClose)}>
      <Base.Portal container={containerFor(props.anchor.current)}>
        <Base.Positioner
          anchor={props.anchor}
          align={props.align}
          sideOffset={6}
          collisionPadding={8}
          className="z-popup"
        >
          <Base.Popup
            id={props.id}
            aria-label={props.label}
            finalFocus={props.anchor}
            className={cx(
              "popup-motion max-h-(--available-height) max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg bg-raised text-ink shadow-popup outline-none",
              props.className,
            )}
          >
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
