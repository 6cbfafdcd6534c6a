"use client";

import { useQuery } from "@tanstack/react-query";
import { FileSearch, FolderOpen, LibraryBig } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Reading } from "./sync-line";
import { syncQuery } from "./video-queries";

/** No rows: because nothing matches, because the library is still being read, or because it is empty. */
export default function EmptyLibrary(props: { filtered: boolean; onlyList?: boolean; onClear: () => void }) {
  const t = useTranslations("videos.empty");
  const { data } = useQuery(syncQuery());
  if (props.onlyList) {
    return (
      <EmptyState
        icon={FileSearch}
        title={t("noneOfList")}
        actions={<Button onClick={props.onClear}>{t("wholeLibrary")}</Button>}
      >
        {t("noneOfListText")}
      </EmptyState>
    );
  }
  if (props.filtered && data?.empty !== true) {
    const unfinished = data?.finished === null;
    return (
      <EmptyState
        icon={FileSearch}
        title={t(unfinished ? "noMatchYet" : "noMatch")}
        actions={<Button onClick={props.onClear}>{t("clear")}</Button>}
      >
        {t(unfinished ? "noMatchYetText" : "noMatchText")}
      </EmptyState>
    );
  }
  if (data && !data.finished) {
    return (
      <EmptyState icon={LibraryBig} title={t(data.failed ? "unread" : "reading")}>
        {data.failed ? (
          t("unreadText")
        ) : (
          <div className="grid justify-items-center gap-3">
            {t("readingText")}
            <Reading running={data.running} />
          </div>
        )}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={FolderOpen} title={t("nothing")}>
      {t("nothingText")}
    </EmptyState>
  );
}
