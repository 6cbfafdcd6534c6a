"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useFormats } from "@/components/ui/format";
import type { AmountView } from "@/lib/catalog/views.ts";
import { syncQuery } from "./video-queries";

/** How many videos match and how large they are; while the library was never read to its end, of what is known so far. */
export function TotalLine(props: { amount: AmountView | null; failed: boolean }) {
  const t = useTranslations("videos");
  const { bytes } = useFormats();
  const { data: sync } = useQuery(syncQuery());
  const { amount } = props;
  if (amount === null) return t(props.failed ? "uncounted" : "counting");
  if (sync?.finished === null && sync.empty) return t("notReadYet");
  return t(sync?.finished === null ? "totalSoFar" : "total", {
    count: amount.count,
    size: bytes(amount.bytes),
  });
}
