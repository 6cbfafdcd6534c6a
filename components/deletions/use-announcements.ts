"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { announce } from "@/components/ui/announce";
import type { DeletionView } from "@/lib/engine/views.ts";
import { type Announcement, announcement, type Watched } from "./announcement";
import { settled, splitCauses } from "./settled";

/** Reads start, quarters, pause and end out to people who do not see the bar. */
export function useAnnouncements(view: DeletionView) {
  const t = useTranslations("deletions.announce");
  const before = useRef<Watched | null>(null);
  useEffect(() => {
    const after: Watched = {
      state: view.state,
      result: view.result,
      obstacle: view.obstacle?.needs ?? null,
      ...settled(view),
    };
    const said = before.current && announcement(before.current, after);
    before.current = after;
    if (said) announce(wording(said, view, t));
  }, [view, t]);
}

function wording(
  said: Announcement,
  view: DeletionView,
  t: ReturnType<typeof useTranslations<"deletions.announce">>,
) {
  switch (said.kind) {
    case "quarter":
      return t("quarter", { percent: said.percent });
    case "running":
      return t("running", { count: view.plan.total.count });
    case "finished": {
      const problems = splitCauses(view.causes).problems.reduce((sum, cause) => sum + cause.count, 0);
      return t("finished", { count: view.tallies.verified.count, problems });
    }
    case "cancelled":
      return t("cancelled", { count: view.tallies.verified.count });
    case "paused":
    case "resumed":
    case "verifying":
    case "review":
    case "countdown":
    case "failed":
    case "discarded":
    case "refused":
    case "unreached":
    case "reached":
      return t(said.kind);
    default:
      return said satisfies never;
  }
}
