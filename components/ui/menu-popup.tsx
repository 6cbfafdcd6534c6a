"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { RefObject } from "react";
import { cx } from "./cx";
import type { MenuItem } from "./menu";
import { closing } from "./popup-close";
import { containerFor } from "./portal-container";

const ITEM =
  "flex min-h-8 w-full cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-1 text-sm outline-none data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

/** The popup of `Menu`, in a file of its own so that it can be loaded when it is first asked for. */
export default function MenuPopup(props: {
  id: string;
  label: string;
  anchor: RefObject<HTMLElement | null>;
  align: "start" | "center" | "end";
  items: readonly MenuItem[];
  onClose: () => void;
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
            className="popup-motion min-w-44 max-w-[calc(100vw-1rem)] rounded-lg bg-raised p-1 text-ink shadow-popup outline-none"
          >
            {props.items.map((item) => {
              const look = cx(
                ITEM,
                item.tone === "danger"
                  ? "text-danger-ink data-highlighted:bg-danger-soft"
                  : "text-ink data-highlighted:bg-hover",
              );
              return item.href === undefined ? (
                <Base.Item
                  key={item.key}
                  disabled={item.disabled ?? false}
                  onClick={() => item.onSelect?.()}
                  className={look}
                >
                  {item.icon}
                  {item.label}
                </Base.Item>
              ) : (
                <Base.LinkItem key={item.key} render={<Link href={item.href} />} className={look}>
                  {item.icon}
                  {item.label}
                </Base.LinkItem>
              );
            })}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
