"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { buttonClass } from "@/components/ui/button";
import type { DeletionView } from "@/lib/engine/views.ts";

/** A deletion that never sent anything: it could not be prepared, or was put away. */
export function EndedPanel({ view, state }: { view: DeletionView; state: "failed" | "discarded" }) {
  const t = useTranslations("deletions");
  const cause = view.pause && [view.pause.code, view.pause.detail.code, view.pause.detail.message];
  return (
    <Banner
      tone={state === "failed" ? "danger" : "neutral"}
      title={t(`${state}.title`)}
      actions={
        <Link href="/videos" className={buttonClass()}>
          {t(`${state}.action`)}
        </Link>
      }
    >
      <p>{t(`${state}.text`)}</p>
      {state === "failed" && (
        <>
          {cause && (
            <p className="break-words font-mono text-xs">
              {t("failed.cause", { code: cause.filter((part) => part !== undefined).join(" · ") })}
            </p>
          )}
          <p>{t("failed.todo")}</p>
        </>
      )}
    </Banner>
  );
}
