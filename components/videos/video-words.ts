"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { MEDIA_KINDS, MEZZANINE_STATES, NONE } from "@/lib/catalog/filter.ts";

/** VOD's own values that have a name of ours; any other is shown as VOD spells it. */
export const KNOWN = {
  status: [
    "Normal",
    "Uploading",
    "UploadSucc",
    "UploadFail",
    "Transcoding",
    "TranscodeFail",
    "Checking",
    "Blocked",
    "ProduceFail",
    "Deleted",
  ],
  transcodeMode: ["FastTranscode", "NoTranscode", "AsyncTranscode", NONE],
  storageClass: [
    "Standard",
    "IA",
    "Archive",
    "ColdArchive",
    "SourceIA",
    "SourceArchive",
    "SourceColdArchive",
    "Changing",
    "SourceChanging",
    NONE,
  ],
  mezzanine: MEZZANINE_STATES,
  kind: MEDIA_KINDS,
} as const;

export type WordGroup = keyof typeof KNOWN;

/** The names of VOD's values in the reader's language. */
export function useVideoWords() {
  const t = useTranslations("videos.values");
  return useMemo(() => {
    const word = (group: WordGroup, value: string): string => {
      const known = KNOWN[group].find((one) => one === value);
      // A key of this shape exists for every known value; a test compares the two.
      return known === undefined ? value : t(`${group}.${known}` as Parameters<typeof t>[0]);
    };
    /** Everything to choose from: the known values, and those besides that are given. */
    const options = (group: WordGroup, besides: readonly string[]) => {
      const values = [...new Set<string>([...KNOWN[group], ...besides])];
      return values.map((value) => ({ value, label: word(group, value) }));
    };
    return { word, options };
  }, [t]);
}
