"use client";

import { useTranslations } from "next-intl";
import type { DeletionView } from "@/lib/engine/views.ts";
import { DecisionDialog } from "./decision-dialog";
import { useDeletionActions } from "./deletion-actions";
import { useDeletionAction } from "./use-deletion-action";

/** Stops what has not been sent; what was sent is still verified. */
export function CancelDialog({ view, onClose }: { view: DeletionView; onClose: () => void }) {
  const t = useTranslations("deletions.run");
  const { cancel } = useDeletionActions();
  const { run, pending, failure } = useDeletionAction(view.id);
  const count = view.tallies.pending.count;
  return (
    <DecisionDialog
      title={t("cancelTitle", { count })}
      lead={t("cancelText")}
      backLabel={view.state === "paused" ? t("cancelKeepPaused") : t("cancelKeep")}
      onBack={onClose}
      goLabel={t("cancelButton", { count })}
      onGo={async () => {
        if (await run(() => cancel({ id: view.id }))) onClose();
      }}
      tone="primary"
      pending={pending}
      failure={failure}
    />
  );
}
