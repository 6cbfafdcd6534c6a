"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { ActionFailure } from "./deletion-actions";

/** What went wrong with the last action, what it means, and the reference to quote. */
export function ActionFailureNote({ failure }: { failure: ActionFailure | null }) {
  const t = useTranslations("deletions.error");
  if (!failure) return null;
  return (
    <Banner tone="danger" role="alert" title={t("title")}>
      <p>{t(failure.code)}</p>
      {failure.code === "signed-out" && (
        // Without a session, loading the page again leads to the sign-in and back here.
        <Button size="sm" className="mt-2" onClick={() => window.location.reload()}>
          {t("signIn")}
        </Button>
      )}
      {failure.reference && (
        <p className="mt-1 font-mono text-xs">{t("reference", { reference: failure.reference })}</p>
      )}
    </Banner>
  );
}
