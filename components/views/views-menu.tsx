"use client";

import { BookmarkPlus, Check, Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { usePartWords } from "@/components/videos/use-part-words";
import type { SavedView } from "@/lib/catalog/saved-views.ts";
import type { ViewRights } from "./view-actions";
import { viewHref } from "./view-queries";

/** The views there are, one's own first, and the way to keep a new one. */
export function ViewsMenu(props: {
  views: readonly SavedView[];
  /** They could not be read again. */
  stale: boolean;
  currentId: string | null;
  rights: ViewRights;
  onClose: () => void;
  onEdit: (view: SavedView | "new") => void;
}) {
  const t = useTranslations("views");
  const edit = (view: SavedView | "new") => {
    props.onClose();
    props.onEdit(view);
  };
  const list = (title: "mine" | "shared", views: readonly SavedView[]) =>
    views.length > 0 && (
      <section aria-labelledby={`views-${title}`}>
        <h2 id={`views-${title}`} className="px-2.5 pt-2 pb-1 font-medium text-ink-muted text-xs">
          {t(title)}
        </h2>
        <ul>
          {views.map((view) => (
            <Row
              key={view.id}
              view={view}
              current={view.id === props.currentId}
              onOpen={props.onClose}
              onEdit={view.own || props.rights.mayDeleteShared ? () => edit(view) : null}
            />
          ))}
        </ul>
      </section>
    );
  return (
    <div className="flex max-h-96 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {list(
          "mine",
          props.views.filter(({ own }) => own),
        )}
        {list(
          "shared",
          props.views.filter(({ own }) => !own),
        )}
        {props.views.length === 0 && <p className="px-2.5 py-3 text-ink-muted text-sm">{t("none")}</p>}
      </div>
      {props.stale && (
        <p role="status" className="border-line border-t px-4 py-2 text-warn-ink text-xs">
          {t("unreadable")}
        </p>
      )}
      <div className="border-line border-t p-1.5">
        <Button variant="ghost" className="w-full justify-start!" onClick={() => edit("new")}>
          <BookmarkPlus aria-hidden />
          {t(props.currentId === null ? "saveAs" : "saveAsNew")}
        </Button>
      </div>
    </div>
  );
}

function Row(props: { view: SavedView; current: boolean; onOpen: () => void; onEdit: (() => void) | null }) {
  const t = useTranslations("views");
  const words = usePartWords();
  const { view } = props;
  const remark = view.own ? view.shared && t("sharedBadge") : t("by", { name: view.ownerName });
  return (
    <li className="flex items-center rounded-md hover:bg-hover">
      <Link
        href={viewHref(view)}
        onClick={props.onOpen}
        aria-current={props.current ? "true" : undefined}
        className={cx(
          "flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2.5 py-1 text-sm focus-visible:-outline-offset-2",
          props.current ? "font-medium text-accent-ink" : "text-ink",
        )}
      >
        <Check aria-hidden className={cx("size-4 shrink-0", !props.current && "invisible")} />
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 break-words">{view.name}</span>
          {view.dropped.length > 0 && (
            <span className="block truncate text-warn-ink text-xs">
              {t("brokenShort", { parts: words(view.dropped) })}
            </span>
          )}
        </span>
        {remark && <span className="max-w-28 truncate text-ink-muted text-xs">{remark}</span>}
      </Link>
      {props.onEdit ? (
        <IconButton size="sm" label={t("edit", { name: view.name })} onClick={props.onEdit}>
          <Pencil aria-hidden />
        </IconButton>
      ) : (
        <span className="w-control-sm" />
      )}
    </li>
  );
}
