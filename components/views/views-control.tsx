"use client";

import { useQuery } from "@tanstack/react-query";
import { Bookmark, ChevronDown } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { lazyOnPress, lazyPart } from "@/components/ui/lazy-part";
import { Popover } from "@/components/ui/popover";
import type { SavedView } from "@/lib/catalog/saved-views.ts";
import { readViewQuery } from "@/lib/catalog/view-query.ts";
import type { ViewActions, ViewRights } from "./view-actions";
import { viewsQuery } from "./view-queries";

const ViewsMenu = lazyPart(async () => ({ default: (await import("./views-menu")).ViewsMenu }), "in-place");
const ViewDialog = lazyOnPress(async () => ({ default: (await import("./view-dialog")).ViewDialog }));
const ViewRemarks = lazyPart(async () => ({ default: (await import("./view-remarks")).ViewRemarks }));

/** Which saved view is looked at, whether it was changed since, and the way to the others. */
export function ViewsControl(props: { initial: SavedView[]; actions: ViewActions; rights: ViewRights }) {
  const t = useTranslations("views");
  const params = useSearchParams();
  const { data: views, error } = useQuery({ ...viewsQuery(), initialData: props.initial });
  const [dialog, setDialog] = useState<SavedView | "new" | null>(null);
  const { text } = readViewQuery(params);
  const current =
    views.find(({ id }) => id === params.get("view")) ?? views.find((view) => view.text === text) ?? null;

  return (
    <div className="flex flex-wrap items-center gap-2 text-xs">
      <Popover
        preload={ViewsMenu}
        label={t("label")}
        className="w-80"
        trigger={(attributes) => (
          <Button {...attributes} size="sm">
            <Bookmark aria-hidden />
            <span className="max-w-48 truncate">{current?.name ?? t("button")}</span>
            <ChevronDown aria-hidden className="-mr-1 text-ink-faint" />
          </Button>
        )}
      >
        {(close) => (
          <ViewsMenu
            views={views}
            stale={error !== null}
            currentId={current?.id ?? null}
            rights={props.rights}
            onClose={close}
            onEdit={setDialog}
          />
        )}
      </Popover>
      <Suspense fallback={null}>
        {current && (current.text !== text || current.dropped.length > 0) && (
          <ViewRemarks view={current} text={text} actions={props.actions} />
        )}
      </Suspense>
      {dialog && (
        <ViewDialog
          view={dialog === "new" ? null : dialog}
          text={text}
          actions={props.actions}
          rights={props.rights}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}
