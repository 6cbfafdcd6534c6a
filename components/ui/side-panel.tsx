"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./icon-button";

/** From here on there is room for the panel beside the page; below it covers the page and is modal. */
const BESIDE = "(min-width: 64rem)";

/**
 * One thing's details at the right edge. On wide screens the page behind stays usable (j/k go on moving);
 * on narrow ones it is modal. The browser's own `<dialog>` holds the focus and gives it back.
 */
export function SidePanel(props: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("common");
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const element = dialog.current;
    if (!element || !props.open) return;
    const cameFrom = document.activeElement;
    if (window.matchMedia(BESIDE).matches) element.show();
    else element.showModal();
    heading.current?.focus({ preventScroll: true });
    return () => {
      const focused = document.activeElement;
      // The content is gone from the page by now, and with it a focus inside it: then it is on the body.
      const hadFocus = focused === null || focused === document.body || element.contains(focused);
      element.close();
      if (hadFocus && cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    };
  }, [props.open]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onKeyDown={(event) => {
        // Non-modal dialogs do not close by themselves; inner popups have already taken their Escape.
        if (event.key === "Escape" && !event.defaultPrevented) {
          event.preventDefault();
          props.onClose();
        }
      }}
      className="side-panel fixed inset-y-0 right-0 left-auto z-panel m-0 max-h-none w-full max-w-none border-line border-l bg-surface text-ink shadow-popup backdrop:bg-scrim sm:max-w-md lg:top-[calc(var(--environment-height)+var(--header-height))] lg:h-auto"
    >
      {props.open && (
        <div className="flex h-full flex-col">
          <header className="flex items-start gap-2 border-line border-b px-5 py-3">
            <h2
              ref={heading}
              id={id}
              tabIndex={-1}
              data-focus-quiet
              className="min-w-0 flex-1 pt-1 text-ink text-md"
            >
              {props.title}
            </h2>
            {props.actions}
            <IconButton size="sm" label={t("close")} onClick={props.onClose}>
              <X aria-hidden />
            </IconButton>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{props.children}</div>
          {props.footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">
              {props.footer}
            </footer>
          )}
        </div>
      )}
    </dialog>
  );
}
