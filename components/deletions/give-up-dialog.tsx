"use client";

import { useTranslations } from "next-intl";
import type { DeletionView } from "@/lib/engine/views.ts";
import { DecisionDialog } from "./decision-dialog";
import { useDeletionActions } from "./deletion-actions";
import { useDeletionAction } from "./use-deletion-action";

/** Ends a verification that cannot go on; what is not verified by now stays without proof. */
export function GiveUpDialog({ view, onClose }: { view: DeletionView; onClose: () => void }) {
  const t = useTranslations("deletions.obstacle");
  const { giveUp } = useDeletionActions();
  const { run, pending, failure } = useDeletionAction(view.id);
  return (
    <DecisionDialog
      title={t("giveUpTitle", { count: view.tallies.accepted.count })}
      lead={t("giveUpText")}
      backLabel={t("giveUpKeep")}
      onBack={onClose}
      goLabel={t("giveUpButton")}
      onGo={async () => {
        if (await run(() => giveUp({ id: view.id }))) onClose();
      }}
      tone="primary"
      pending={pending}
      failure={failure}
    />
  );
}
