"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { announce } from "@/components/ui/announce";
import { notify } from "@/components/ui/notify";

/** Puts an id on the clipboard and acknowledges it, or says that the browser did not allow it. */
export function useCopyId(): (id: string) => void {
  const t = useTranslations("videos.table");
  const common = useTranslations("common");
  return useCallback(
    (id: string) => {
      // Pages without TLS have no clipboard at all.
      const copying = navigator.clipboard?.writeText(id) ?? Promise.reject(new Error("no clipboard"));
      copying.then(
        () => {
          announce(common("copied"));
          notify({ text: t("copied"), detail: id, tone: "ok" });
        },
        () => notify({ text: common("copyFailed"), tone: "danger" }),
      );
    },
    [t, common],
  );
}
