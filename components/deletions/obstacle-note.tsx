"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { DeletionView } from "@/lib/engine/views.ts";
import { ActionFailureNote } from "./action-failure";
import { useDeletionActions } from "./deletion-actions";
import { GiveUpDialog } from "./give-up-dialog";
import type { DeletionAction } from "./offered-actions";
import { useAmounts } from "./use-amounts";
import { useDeletionAction } from "./use-deletion-action";

/**
 * What keeps a deletion from asking VOD just now: cause, effect on the data, what to do. It goes by itself as
 * soon as VOD answers; that it came and went is announced by `useAnnouncements`.
 */
export function ObstacleNote(props: {
  view: DeletionView & { obstacle: NonNullable<DeletionView["obstacle"]> };
  offered: ReadonlySet<DeletionAction>;
}) {
  const { view, offered } = props;
  const { needs, code, message, since } = view.obstacle;
  const t = useTranslations("deletions.obstacle");
  const { second } = useAmounts();
  const { tryAgain } = useDeletionActions();
  const { run, pending, failure } = useDeletionAction(view.id);
  const [givingUp, setGivingUp] = useState(false);
  const effect = view.state === "forecasting" ? "forecasting" : "run";
  return (
    <Banner
      tone="warn"
      title={t(`${needs}.title`)}
      actions={
        <>
          {offered.has("try-again") && (
            <Button
              size="sm"
              pending={pending}
              onClick={() => void run(() => tryAgain({ id: view.id }), { keepItems: true })}
            >
              {t("tryAgain")}
            </Button>
          )}
          {offered.has("give-up") && (
            <Button size="sm" variant="ghost" disabled={pending} onClick={() => setGivingUp(true)}>
              {t("giveUp")}
            </Button>
          )}
        </>
      }
    >
      <p className="break-words">{t(`${needs}.cause`, { code, message, when: second(since) })}</p>
      <p>{t(`${needs}.${effect}`)}</p>
      <p className="font-medium">{t(`${needs}.todo`)}</p>
      <ActionFailureNote failure={failure} />
      {givingUp && <GiveUpDialog view={view} onClose={() => setGivingUp(false)} />}
    </Banner>
  );
}
