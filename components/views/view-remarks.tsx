"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "@/components/ui/button";
import { usePartWords } from "@/components/videos/use-part-words";
import type { SavedView } from "@/lib/catalog/saved-views.ts";
import { useViewAction } from "./use-view-action";
import type { ViewActions } from "./view-actions";
import { viewHref } from "./view-queries";

/** Where what is looked at differs from the view: changed since, with both ways out, or partly lost. */
export function ViewRemarks(props: { view: SavedView; text: string; actions: ViewActions }) {
  const t = useTranslations("views");
  const words = usePartWords();
  const { run, pending } = useViewAction();
  const { id, name, own, dropped } = props.view;
  const save = () =>
    run(() => props.actions.change({ id, query: props.text }), {
      done: t("saved", { name }),
      failed: t("notSaved"),
    });
  return (
    <>
      {props.view.text !== props.text && (
        <>
          <span className="text-ink-muted">{t("modified")}</span>
          {own && (
            <Button size="sm" pending={pending} onClick={() => void save()}>
              {t("save")}
            </Button>
          )}
          <Link href={viewHref(props.view)} className={buttonClass("ghost", "sm")}>
            {t("reset")}
          </Link>
        </>
      )}
      {dropped.length > 0 && (
        <p role="status" className="text-warn-ink">
          {t("broken", { parts: words(dropped) })}
        </p>
      )}
    </>
  );
}
