"use client";

import { useTranslations } from "next-intl";

/** The parts of a view's address, by the words that the screen has for them. */
const WORDS = {
  q: "searchChip",
  status: "status",
  cateId: "category",
  storageClass: "storageClass",
  transcodeMode: "transcodeMode",
  mezzanine: "mezzanine",
  kind: "kind",
  forced: "forced",
  onList: "list",
  size: "size",
  minBytes: "size",
  maxBytes: "size",
  minSeconds: "duration",
  maxSeconds: "duration",
  createdFrom: "created",
  createdBefore: "created",
  sort: "sort",
  cols: "columns",
  density: "density",
} as const;

/** Names parts of an address, each once; what no screen knows stays as the address has it. */
export function usePartWords(): (parts: readonly string[]) => string {
  const t = useTranslations("videos.filters");
  return (parts) => {
    const words = parts.map((part) => (isKnown(part) ? t(WORDS[part]) : part));
    return [...new Set(words)].join(", ");
  };
}

function isKnown(part: string): part is keyof typeof WORDS {
  return Object.hasOwn(WORDS, part);
}
