"use client";

import type { ReactNode } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { ActionFailureNote } from "./action-failure";
import type { ActionFailure } from "./deletion-actions";

/** A decision about a deletion: it stays open until the server has answered, and says there what went wrong. */
export function DecisionDialog(props: {
  title: string;
  lead: ReactNode;
  children?: ReactNode;
  backLabel: string;
  onBack: () => void;
  goLabel: string;
  onGo: () => void;
  disabled?: boolean;
  tone?: "danger" | "primary";
  pending: boolean;
  failure: ActionFailure | null;
}) {
  return (
    <AlertDialog
      open
      onOpenChange={(open) => {
        if (!open && !props.pending) props.onBack();
      }}
      title={props.title}
      description={props.lead}
      cancelLabel={props.backLabel}
      confirmLabel={props.goLabel}
      onConfirm={props.onGo}
      tone={props.tone ?? "danger"}
      pending={props.pending}
      disabled={props.disabled ?? false}
    >
      {(props.children || props.failure) && (
        <div className="grid gap-4">
          {props.children}
          <ActionFailureNote failure={props.failure} />
        </div>
      )}
    </AlertDialog>
  );
}
