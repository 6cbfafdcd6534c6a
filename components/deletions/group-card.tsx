"use client";

import { ChevronDown, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { TONE_SOFT } from "@/components/ui/tone";
import { isDecidable } from "@/lib/deletion/group-of.ts";
import type { DeletionView, GroupView } from "@/lib/engine/views.ts";
import { exportPath } from "./deletion-queries";
import { GroupGlance } from "./group-glance";
import { GroupItems } from "./group-items";
import { GROUP_LOOK } from "./group-look";
import { useAmounts } from "./use-amounts";

/** One forecast group of the review: how many, how large, what is lost, what survives, and its videos on demand. */
export function GroupCard(props: {
  view: DeletionView;
  entry: GroupView;
  mayDecide: boolean;
  /** The switch or button that decides about the whole group. */
  control?: ReactNode;
  /** A sentence below the explanation, where the group needs one more. */
  note?: ReactNode;
}) {
  const { view, entry } = props;
  const t = useTranslations();
  const { bytes } = useAmounts();
  const id = useId();
  const [shown, setShown] = useState<"glance" | "items" | null>(null);
  const { icon: Icon, tone } = GROUP_LOOK[entry.group];
  const { group } = entry;
  return (
    <section
      aria-labelledby={id}
      className="overflow-hidden rounded-lg border border-line bg-surface shadow-card"
    >
      <div className="grid gap-3 p-4 sm:p-5">
        <div className="flex flex-wrap items-start gap-3">
          <span
            className={`flex size-9 shrink-0 items-center justify-center rounded-md border ${TONE_SOFT[tone]}`}
          >
            <Icon aria-hidden className="size-5" />
          </span>
          <div className="min-w-40 flex-1">
            <h3 id={id} className="text-md">
              {t(`forecast.group.${group}.name`)}
            </h3>
            <p className="text-ink-muted text-sm tabular-nums">
              {t("deletions.group.amount", { count: entry.count })}{" "}
              {entry.bytes > 0 && ` · ${bytes(entry.bytes)}`}
            </p>
          </div>
          {props.control}
        </div>
        <div className="grid max-w-[90ch] gap-1 text-sm">
          {isDecidable(group) ? (
            <>
              <p>{t(`forecast.group.${group}.lost`)}</p>
              <p className="text-ink-muted">{t(`forecast.group.${group}.survives`)}</p>
            </>
          ) : (
            <p className="text-ink-muted">{t(`forecast.group.${group}.why`)}</p>
          )}
        </div>
        {props.note}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
          {isDecidable(group) && <Included entry={entry} />}
          {isDecidable(group) && (
            <Opener
              open={shown === "glance"}
              controls={`${id}-more`}
              label={shown === "glance" ? t("deletions.glance.hide") : t("deletions.glance.show")}
              onToggle={() => setShown(shown === "glance" ? null : "glance")}
            />
          )}
          <Opener
            open={shown === "items"}
            controls={`${id}-more`}
            label={shown === "items" ? t("deletions.group.hide") : t("deletions.group.show")}
            onToggle={() => setShown(shown === "items" ? null : "items")}
          />
          <a
            href={exportPath(view.id, { format: "csv", group })}
            download
            aria-label={t("deletions.group.exportGroup", { group: t(`forecast.group.${group}.name`) })}
            className="inline-flex items-center gap-1 rounded-md px-1 py-0.5 text-accent-ink hover:underline"
          >
            {t("deletions.group.export")}
            <Download aria-hidden className="size-4" />
          </a>
        </div>
      </div>
      <div id={`${id}-more`} className={shown ? "border-line border-t" : ""}>
        {shown === "glance" && isDecidable(group) && <GroupGlance view={view} group={group} />}
        {shown === "items" && <GroupItems view={view} entry={entry} mayDecide={props.mayDecide} />}
      </div>
    </section>
  );
}

function Opener(props: { open: boolean; controls: string; label: string; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-expanded={props.open}
      aria-controls={props.controls}
      onClick={props.onToggle}
      className="-mx-1 inline-flex items-center gap-1 rounded-md px-1 py-0.5 text-accent-ink hover:underline"
    >
      {props.label}
      <ChevronDown aria-hidden className={`size-4 transition-transform ${props.open ? "rotate-180" : ""}`} />
    </button>
  );
}

function Included({ entry: { included, count } }: { entry: GroupView }) {
  const t = useTranslations("deletions.group");
  const left = count - included.count;
  return (
    <p className="tabular-nums">
      {included.count === 0 ? t("none") : t("includedOf", { included: included.count, count })}
      {included.count > 0 && left > 0 && (
        <span className="text-ink-muted"> · {t("excluded", { count: left })}</span>
      )}
    </p>
  );
}
