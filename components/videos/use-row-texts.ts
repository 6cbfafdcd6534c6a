"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useFormats } from "@/components/ui/format";
import { useVideoWords } from "./video-words";

/** The words and formats of all rows, made once; the same object as long as the language is the same. */
export function useRowTexts() {
  const table = useTranslations("videos.table");
  const formats = useFormats();
  const { word } = useVideoWords();
  return useMemo(
    () => ({
      table,
      formats,
      word,
      notInSelection: table("notInSelection"),
      untitled: table("untitled"),
      copyId: table("copyId"),
    }),
    [table, formats, word],
  );
}

export type RowTexts = ReturnType<typeof useRowTexts>;
