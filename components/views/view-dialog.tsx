"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MAX_VIEW_NAME } from "@/lib/catalog/saved-view-limits.ts";
import type { SavedView } from "@/lib/catalog/saved-views.ts";
import { useViewAction } from "./use-view-action";
import type { ViewActions, ViewRights } from "./view-actions";
import { viewHref } from "./view-queries";

type Props = {
  /** null for a new one. */
  view: SavedView | null;
  /** What is looked at now, which a new view keeps. */
  text: string;
  actions: ViewActions;
  rights: ViewRights;
  onClose: () => void;
};

/** A view's name, who sees it, and its end. What others own can only be deleted here. */
export function ViewDialog(props: Props) {
  const [deleting, setDeleting] = useState(props.view !== null && !props.view.own);
  if (props.view && deleting) return <DeleteDialog {...props} view={props.view} />;
  return <EditDialog {...props} onDelete={() => setDeleting(true)} />;
}

function EditDialog({ view, text, actions, rights, onClose, onDelete }: Props & { onDelete: () => void }) {
  const t = useTranslations("views");
  const router = useRouter();
  const form = useId();
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const [fault, setFault] = useState<"nameEmpty" | "nameTaken" | null>(null);
  const { run, pending } = useViewAction();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === "") return setFault("nameEmpty");
    const say = { done: t("saved", { name: wanted }), failed: t("notSaved"), told: "conflict" } as const;
    if (view) {
      const result = await run(() => actions.change({ id: view.id, name: wanted, shared }), say);
      return result?.ok ? onClose() : taken(result);
    }
    const result = await run(() => actions.create({ name: wanted, query: text, shared }), say);
    if (!result?.ok) return taken(result);
    router.push(viewHref({ id: result.data.id, text }));
    onClose();
  };
  const taken = (result: { ok: boolean; error?: { code: string } } | null) =>
    setFault(result?.error?.code === "conflict" ? "nameTaken" : null);

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="sm"
      title={view ? t("editTitle", { name: view.name }) : t("newTitle")}
      description={view ? undefined : t("newText")}
      footer={
        <>
          {view && (
            <Button variant="ghost" className="mr-auto" onClick={onDelete}>
              {t("delete")}
            </Button>
          )}
          <Button type="submit" form={form} variant="primary" pending={pending}>
            {t(view ? "change" : "create")}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="grid gap-4">
        <Field label={t("name")} error={fault && t(fault, { max: MAX_VIEW_NAME })}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={MAX_VIEW_NAME}
              autoComplete="off"
              onChange={(event) => {
                setName(event.target.value);
                setFault(null);
              }}
            />
          )}
        </Field>
        {(rights.mayShare || shared) && (
          <Checkbox
            label={t("share")}
            hint={t("shareHint")}
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
          />
        )}
      </form>
    </Dialog>
  );
}

function DeleteDialog({ view, actions, onClose }: Props & { view: SavedView }) {
  const common = useTranslations("common");
  const t = useTranslations("views");
  const { run, pending } = useViewAction();
  const { id, name } = view;
  const remove = async () => {
    const say = { done: t("deleted", { name }), failed: t("notDeleted") };
    await run(() => actions.delete({ id }), say);
    onClose();
  };
  return (
    <AlertDialog
      open
      onOpenChange={(open) => open || onClose()}
      size="sm"
      title={t("deleteTitle", { name })}
      description={t(view.shared ? "deleteShared" : "deleteText")}
      cancelLabel={common("cancel")}
      confirmLabel={t("deleteConfirm")}
      pending={pending}
      onConfirm={() => void remove()}
    />
  );
}
