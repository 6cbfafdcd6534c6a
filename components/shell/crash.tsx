"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

/** A page that threw. The digest is what the server's log has the details under; the text of the error is not shown. */
export function Crash({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("common");
  const digest =
    error instanceof Error && "digest" in error && typeof error.digest === "string"
      ? error.digest
      : undefined;
  return (
    <ErrorState
      title={t("crash.title")}
      meaning={t("crash.meaning")}
      remedy={
        <>
          {t("crash.remedy")}
          {digest === undefined && ` ${t("crash.unsaved")}`}
        </>
      }
      reference={digest}
      actions={
        <Button variant="primary" onClick={retry}>
          {t("retry")}
        </Button>
      }
    />
  );
}
