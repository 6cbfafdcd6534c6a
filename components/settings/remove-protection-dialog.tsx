"use client";

import { useTranslations } from "next-intl";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { notify } from "@/components/ui/notify";
import { ChangeFailureNote } from "./change-failure-note";
import type { RemoveProtection } from "./setting-actions";
import { useChange } from "./use-change";

/** Says what may be deleted again, and what stays as it is. It stays open until the server has answered. */
export function RemoveProtectionDialog(props: {
  id: string;
  what: string;
  remove: RemoveProtection;
  onClose: () => void;
}) {
  const t = useTranslations("protections.remove");
  const { run, pending, failure } = useChange();
  return (
    <AlertDialog
      open
      onOpenChange={(open) => {
        if (!open && !pending) props.onClose();
      }}
      title={t("title", { what: props.what })}
      description={t("lead")}
      cancelLabel={t("keep")}
      confirmLabel={t("go")}
      pending={pending}
      onConfirm={() =>
        run(
          () => props.remove({ id: props.id }),
          () => {
            notify({ text: t("done") });
            props.onClose();
          },
        )
      }
    >
      <div className="grid gap-4">
        <p>{t("running")}</p>
        <ChangeFailureNote failure={failure} />
      </div>
    </AlertDialog>
  );
}
