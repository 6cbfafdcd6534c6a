"use client";

import { useTranslations } from "next-intl";
import { DecisionDialog } from "./decision-dialog";
import { useDeletionActions } from "./deletion-actions";
import { useDeletionAction } from "./use-deletion-action";

/** Puts a review away; nothing was sent. */
export function DiscardDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("deletions.plan");
  const { discard } = useDeletionActions();
  const { run, pending, failure } = useDeletionAction(id);
  return (
    <DecisionDialog
      title={t("discardTitle")}
      lead={t("discardText")}
      backLabel={t("discardKeep")}
      onBack={onClose}
      goLabel={t("discardButton")}
      onGo={async () => {
        if (await run(() => discard({ id }))) onClose();
      }}
      tone="primary"
      pending={pending}
      failure={failure}
    />
  );
}
