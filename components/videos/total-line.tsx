"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFormats } from "@/components/ui/format";
import type { AmountView } from "@/lib/catalog/views.ts";
import { facetsQuery, syncQuery } from "./video-queries";

/** A count that takes longer than this is estimated meanwhile; the rows come first. */
const ESTIMATED_AFTER_MS = 300;

/**
 * How many videos match and how large they are; about how many, until they are counted. While the library was never
 * read to its end, of what is known so far.
 */
export function TotalLine(props: { amount: AmountView | null; failed: boolean; filterText: string }) {
  const t = useTranslations("videos");
  const { bytes } = useFormats();
  const { data: sync } = useQuery(syncQuery());
  const { amount, failed, filterText } = props;
  const waits = amount === null && !failed;
  const [late, setLate] = useState<string | null>(null);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setLate(filterText), ESTIMATED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [waits, filterText]);
  const estimate = useQuery({ ...facetsQuery(filterText), enabled: waits && late === filterText });
  if (amount === null) {
    const total = estimate.isPlaceholderData ? undefined : estimate.data?.total;
    if (failed) return t("uncounted");
    return total && !total.exact ? t("estimated", { count: total.count }) : t("counting");
  }
  if (sync?.finished === null && sync.empty) return t("notReadYet");
  return t(sync?.finished === null ? "totalSoFar" : "total", {
    count: amount.count,
    size: bytes(amount.bytes),
  });
}
