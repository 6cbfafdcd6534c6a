"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import type { ListActions } from "./list-actions";
import { ListReport } from "./list-report";
import { SourceStep } from "./source-step";
import type { ImportUrl } from "./use-import-url";

/**
 * Brings a list of ids: from a file or the clipboard, through a report about every line, to the selection.
 * Nothing is deleted by it. A reload goes on with the list that the URL names.
 */
export function ImportDialog(props: {
  url: ImportUrl;
  actions: ListActions;
  /** Something is selected already, which the list will replace. */
  replaces: boolean;
  onUse: (listId: string, name: string | null) => void;
}) {
  const t = useTranslations("lists");
  const { url } = props;
  const { listId } = url;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && url.close()}
      title={t("title")}
      description={t(listId === null ? "lead" : "reportLead")}
      size="lg"
    >
      {listId === null ? (
        <SourceStep onDone={url.show} />
      ) : (
        <ListReport
          key={listId}
          listId={listId}
          actions={props.actions}
          replaces={props.replaces}
          onAnother={() => url.show(null)}
          onUsed={(id, name) => {
            props.onUse(id, name);
            url.finish();
          }}
        />
      )}
    </Dialog>
  );
}
