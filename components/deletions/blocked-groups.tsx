"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { BLOCKED_GROUPS, type BlockedGroup } from "@/lib/deletion/types.ts";
import type { DeletionView } from "@/lib/engine/views.ts";
import { GroupCard } from "./group-card";

/** A new look can change these. */
const CHECKABLE: readonly BlockedGroup[] = ["unchecked", "busy", "forbidden", "protected"];

/** What will not be sent, and why. */
export function BlockedGroups(props: {
  view: DeletionView;
  onRecheck: (() => void) | null;
  pending: boolean;
}) {
  const t = useTranslations("deletions.review");
  const id = useId();
  const shown = BLOCKED_GROUPS.flatMap((group) => {
    const entry = props.view.groups.find((candidate) => candidate.group === group);
    return entry && entry.count > 0 ? [{ group, entry }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lg">
        {t("blocked")}
      </h2>
      {shown.map(({ group, entry }) => (
        <GroupCard
          key={group}
          view={props.view}
          entry={entry}
          mayDecide={false}
          control={
            props.onRecheck &&
            CHECKABLE.includes(group) && (
              <Button size="sm" onClick={props.onRecheck} disabled={props.pending}>
                {t("checkAgain")}
              </Button>
            )
          }
        />
      ))}
    </section>
  );
}
