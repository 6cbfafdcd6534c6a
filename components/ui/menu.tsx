"use client";

import { type ReactNode, Suspense, useId, useRef, useState } from "react";
import { fetchAhead, lazyPart } from "./lazy-part";
import type { PopoverTrigger } from "./popover";

const load = () => import("./menu-popup");
const MenuPopup = lazyPart(load);

export type MenuItem = {
  key: string;
  label: ReactNode;
  icon?: ReactNode;
  /** Leads somewhere. Otherwise `onSelect` does something. */
  href?: string;
  onSelect?: () => void;
  tone?: "danger";
  disabled?: boolean;
};

/** A menu of commands. Like `Popover`, its library arrives with the first press. */
export function Menu(props: {
  label: string;
  items: readonly MenuItem[];
  trigger: (attributes: PopoverTrigger) => ReactNode;
  align?: "start" | "center" | "end";
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement | null>(null);
  return (
    <>
      {props.trigger({
        ref: (element) => {
          anchor.current = element;
        },
        onPointerEnter: () => fetchAhead(load),
        onPointerDown: () => fetchAhead(load),
        onFocus: () => fetchAhead(load),
        onClick: () => setOpen((was) => !was),
        "aria-expanded": open,
        "aria-haspopup": "menu",
        "aria-controls": open ? id : undefined,
      })}
      {open && (
        <Suspense fallback={null}>
          <MenuPopup
            id={id}
            label={props.label}
            anchor={anchor}
            align={props.align ?? "start"}
            items={props.items}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
