"use client";

import { useTranslations } from "next-intl";
import { KNOWN, useVideoWords } from "@/components/videos/video-words";

/** What a look or a rule notes in words of our own (forecast-item.ts, protection.ts). */
const OURS = [
  "not-in-answer",
  "no-mezzanine-info",
  "no-mezzanine-status",
  "no-status",
  "original-stream",
  "no-stream",
  "video",
] as const;
const GROUPS = ["status", "storageClass", "transcodeMode"] as const;

/** The fact behind a forecast or an unsent item, in the reader's language; what has no name is shown as it is. */
export function useFactWords(): (note: string) => string {
  const t = useTranslations("deletions.items.facts");
  const { word } = useVideoWords();
  return (note) => {
    const ours = OURS.find((one) => one === note);
    if (ours) return t(ours);
    const rule = /^(category|tag):(.*)$/s.exec(note);
    if (rule) return t(rule[1] === "tag" ? "tag" : "category", { name: rule[2] ?? "" });
    const group = GROUPS.find((name) => KNOWN[name].some((value) => value === note));
    return group ? word(group, note) : note;
  };
}
