"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useFormats } from "@/components/ui/format";
import type { AmountView } from "@/lib/catalog/views.ts";
import { syncQuery } from "./video-queries";

/** How many videos match and how large they are. A library that was never read to its end is not called empty. */
export function TotalLine(props: { amount: AmountView | null; failed: boolean }) {
  const t = useTranslations("videos");
  const { bytes } = useFormats();
  const { data: sync } = useQuery(syncQuery());
  const { amount } = props;
  if (amount === null) return t(props.failed ? "uncounted" : "counting");
  if (amount.count === 0 && sync?.finished === null) return t("notReadYet");
  return t("total", { count: amount.count, size: bytes(amount.bytes) });
}
