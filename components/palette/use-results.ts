"use client";

import { useQuery } from "@tanstack/react-query";
import { Bookmark, Clapperboard, Search, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFormats } from "@/components/ui/format";
import { asFailure } from "@/components/videos/read-json";
import { viewHref, viewsQuery } from "@/components/views/view-queries";
import { type Choice, matching } from "./choice";
import { type CommandActions, useCommands } from "./commands";
import { searchQuery } from "./palette-queries";
import { useVideosHref } from "./use-videos-href";

const PAUSE_MS = 150;

export type Section = { key: "commands" | "views" | "deletions" | "videos"; items: Choice[] };
export type Fault = { what: "views" | "deletions" | "videos"; code: string };

/**
 * What a text finds. Commands and views come first: they are there at once, so that the answers of the server
 * arrive below them. Only the answer to the present text is shown.
 */
export function useResults(text: string, actions: CommandActions) {
  const t = useTranslations("palette");
  const { bytes, date } = useFormats();
  const router = useRouter();
  const videosHref = useVideosHref();
  const wanted = text.trim();
  const asked = useSettled(wanted);
  const search = useQuery(searchQuery(asked));
  const views = useQuery(viewsQuery());
  const commands = useCommands(actions);

  const answer = asked === wanted && wanted !== "" ? search.data : undefined;
  const videos = answer?.videos.status === "fulfilled" ? answer.videos.value : null;
  const hits = answer?.deletions.status === "fulfilled" ? answer.deletions.value : null;
  const found: Choice[] = (videos?.videos ?? []).map(({ id, title, sizeBytes }) => ({
    key: `video ${id}`,
    label: title || t("untitled"),
    id,
    ...(sizeBytes === null ? {} : { detail: bytes(sizeBytes) }),
    icon: Clapperboard,
    run: () => router.push(videosHref("video", id)),
  }));
  if (videos?.nextCursor) {
    found.push({
      key: "all",
      label: t("allVideos", { text: wanted }),
      icon: Search,
      run: () => router.push(`/videos?${new URLSearchParams({ q: wanted })}`),
    });
  }
  const saved = (views.data ?? []).map((view) => ({
    key: `view ${view.id}`,
    label: view.name,
    ...(view.own ? {} : { detail: t("sharedBy", { name: view.ownerName }) }),
    icon: Bookmark,
    run: () => router.push(viewHref(view)),
  }));
  const deletions = (hits?.deletions ?? []).map((hit) => ({
    key: `deletion ${hit.id}`,
    label: hit.reason ?? t("deletion", { count: hit.itemCount }),
    id: hit.id,
    detail: [hit.ticket, hit.createdByName, date(new Date(hit.createdAt))].filter(Boolean).join(" · "),
    icon: Trash2,
    run: () => router.push(`/deletions/${encodeURIComponent(hit.id)}`),
  }));

  const sections: Section[] = [
    { key: "commands", items: matching(commands, wanted) },
    { key: "views", items: matching(saved, wanted) },
    { key: "deletions", items: deletions },
    { key: "videos", items: found },
  ];
  const faults: Fault[] = [];
  if (views.error) faults.push({ what: "views", code: asFailure(views.error).code });
  for (const what of ["deletions", "videos"] as const) {
    const part = answer?.[what];
    if (part?.status === "rejected") faults.push({ what, code: asFailure(part.reason).code });
  }
  return {
    wanted,
    sections: sections.filter(({ items }) => items.length > 0),
    faults,
    searching: wanted !== "" && (asked !== wanted || search.isFetching),
    /** There are further videos, and the last line leads to all of them. */
    more: Boolean(videos?.nextCursor),
    /** How many deletions are shown, where there are more of them. */
    shownOfMore: hits?.more ? hits.deletions.length : null,
    retry: () => {
      if (views.error) void views.refetch();
      if (wanted !== "") void search.refetch();
    },
  };
}

/** The text once nobody has typed for a moment; an empty one at once. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
