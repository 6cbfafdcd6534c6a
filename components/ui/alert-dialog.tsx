"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";
import { cx } from "./cx";
import { DIALOG } from "./dialog-look";
import { dialogContainer } from "./portal-container";

/**
 * Asks before something that cannot be taken back: role alertdialog, focus on Cancel, and a press beside it
 * does not close it. Title and confirm button carry verb and number. Load what contains it lazily.
 */
export function AlertDialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  cancelLabel: string;
  confirmLabel: string;
  onConfirm: () => void;
  /** `danger` (the default) for what destroys. */
  tone?: "danger" | "primary";
  pending?: boolean;
  /** The conditions are not met yet (a count to type, a box to tick). */
  disabled?: boolean;
  /** Beside the buttons, on the left: account, region, environment. */
  footnote?: ReactNode;
  size?: keyof typeof DIALOG.sizes;
  children?: ReactNode;
}) {
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Base.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Base.Portal container={props.open ? dialogContainer() : undefined}>
        <Base.Backdrop className={DIALOG.backdrop} />
        <Base.Viewport className={DIALOG.viewport}>
          <Base.Popup initialFocus={cancel} className={cx(DIALOG.popup, DIALOG.sizes[props.size ?? "md"])}>
            <div className={DIALOG.head}>
              <div className="min-w-0">
                <Base.Title className={DIALOG.title}>{props.title}</Base.Title>
                {props.description && (
                  <Base.Description render={<div />} className={DIALOG.description}>
                    {props.description}
                  </Base.Description>
                )}
              </div>
            </div>
            {props.children && <div className={DIALOG.body}>{props.children}</div>}
            <div className={DIALOG.footer}>
              {props.footnote && (
                <div className="mr-auto min-w-0 text-ink-muted text-xs">{props.footnote}</div>
              )}
              <Base.Close render={<Button ref={cancel} />}>{props.cancelLabel}</Base.Close>
              <Button
                variant={props.tone ?? "danger"}
                pending={props.pending ?? false}
                disabled={props.disabled ?? false}
                onClick={props.onConfirm}
              >
                {props.confirmLabel}
              </Button>
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
