"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ActionFailureNote } from "./action-failure";
import type { ActionFailure } from "./deletion-actions";

/**
 * The one shape of every dialog that asks for a decision: verb and number in the title, what is lost in
 * the body, the way back focused first. It stays open until the server has answered.
 */
export function DecisionDialog(props: {
  title: ReactNode;
  lead: ReactNode;
  children?: ReactNode;
  backLabel: string;
  onBack: () => void;
  /** Absent where nothing can be confirmed any more. */
  go?: { label: string; onGo: () => void; disabled: boolean; danger: boolean };
  pending: boolean;
  failure: ActionFailure | null;
}) {
  const back = useRef<HTMLButtonElement>(null);
  const { go, pending } = props;
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && !pending && props.onBack()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Popup
          initialFocus={back}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[90dvh] w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-xl"
        >
          <form
            className="flex min-h-0 flex-col"
            onSubmit={(event) => {
              event.preventDefault();
              if (go && !go.disabled && !pending) go.onGo();
            }}
          >
            <div className="grid min-h-0 gap-4 overflow-y-auto p-6">
              <AlertDialog.Title className="text-balance font-semibold text-lg">{props.title}</AlertDialog.Title>
              <AlertDialog.Description render={<div />} className="text-ink-muted text-sm">
                {props.lead}
              </AlertDialog.Description>
              {props.children}
              <ActionFailureNote failure={props.failure} />
            </div>
            <div className="flex flex-wrap justify-end gap-2 border-line border-t bg-surface px-6 py-4">
              <Button ref={back} type="button" onClick={props.onBack} disabled={pending}>
                {props.backLabel}
              </Button>
              {go && (
                <Button type="submit" variant={go.danger ? "danger" : "primary"} disabled={go.disabled || pending}>
                  {go.label}
                </Button>
              )}
            </div>
          </form>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
