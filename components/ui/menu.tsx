"use client";

import { type ReactNode, useId, useRef, useState } from "react";
import { fetchAhead, lazyOnPress } from "./lazy-part";
import type { PopoverTrigger } from "./popover";

const MenuPopup = lazyOnPress(() => import("./menu-popup"));

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
        onPointerEnter: () => void fetchAhead(MenuPopup),
        onPointerDown: () => void fetchAhead(MenuPopup),
        onFocus: () => void fetchAhead(MenuPopup),
        onClick: () => setOpen((was) => !was),
        "aria-expanded": open,
        "aria-haspopup": "menu",
        "aria-controls": open ? id : undefined,
      })}
      {open && (
        <MenuPopup
          id={id}
          label={props.label}
          anchor={anchor}
          align={props.align ?? "start"}
          items={props.items}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
