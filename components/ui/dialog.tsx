"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { cx } from "./cx";
import { DIALOG } from "./dialog-look";
import { IconButton } from "./icon-button";
import { dialogContainer } from "./portal-container";

/**
 * A modal dialog, controlled. Load what contains it lazily (`next/dynamic`), since it brings a library along.
 * For a decision that destroys something, use `AlertDialog`.
 */
export function Dialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  size?: keyof typeof DIALOG.sizes;
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode;
  /** There is nothing to fill in or to choose: the focus starts at the text, which keys can then scroll. */
  reading?: boolean;
  children?: ReactNode;
}) {
  const body = useRef<HTMLDivElement>(null);
  const t = useTranslations("common");
  return (
    <Base.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Base.Portal container={props.open ? dialogContainer() : undefined}>
        <Base.Backdrop className={DIALOG.backdrop} />
        <Base.Viewport className={DIALOG.viewport}>
          <Base.Popup
            {...(props.reading && { initialFocus: body })}
            className={cx(DIALOG.popup, DIALOG.sizes[props.size ?? "md"])}
          >
            <div className={DIALOG.head}>
              <div className="min-w-0 pr-8">
                <Base.Title className={DIALOG.title}>{props.title}</Base.Title>
                {props.description && (
                  <Base.Description render={<div />} className={DIALOG.description}>
                    {props.description}
                  </Base.Description>
                )}
              </div>
            </div>
            {props.children && (
              <div
                ref={body}
                className={cx(DIALOG.body, "outline-none")}
                {...(props.reading && { tabIndex: -1 })}
              >
                {props.children}
              </div>
            )}
            {props.footer && <div className={DIALOG.footer}>{props.footer}</div>}
            {/* Last in order, so that the focus starts at the first thing to fill in or to choose. */}
            <Base.Close
              render={
                <IconButton size="sm" label={t("close")} className="absolute top-4 right-4">
                  <X aria-hidden />
                </IconButton>
              }
            />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
