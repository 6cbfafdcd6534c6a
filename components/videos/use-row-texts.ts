"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useFormats } from "@/components/ui/format";
import { useVideoWords, type WordGroup } from "./video-words";

/** Stands for a title in the text around it. */
const HOLE = "\uFFFC";

/** The words and formats of all rows, made once; the same object as long as the language is the same. */
export function useRowTexts() {
  const t = useTranslations("videos.table");
  const formats = useFormats();
  const { word } = useVideoWords();
  return useMemo(() => {
    const [before = "", after = ""] = t("selectRow", { title: HOLE }).split(HOLE);
    const words = new Map<string, string>();
    return {
      formats,
      /** As `useVideoWords` has it; each is looked up once for all rows. */
      word: (group: WordGroup, value: string): string => {
        const key = `${group} ${value}`;
        const known = words.get(key) ?? word(group, value);
        words.set(key, known);
        return known;
      },
      selectRow: (title: string) => before + title + after,
      notInSelection: t("notInSelection"),
      untitled: t("untitled"),
      copyId: t("copyId"),
    };
  }, [t, formats, word]);
}

export type RowTexts = ReturnType<typeof useRowTexts>;
