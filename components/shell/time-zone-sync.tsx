"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/lib/i18n/time-zone.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Tells the server the time zone of this browser, once, and has the page rendered again in it. Until then,
 * and where cookies are refused, times are in UTC and say so.
 */
export function TimeZoneSync() {
  const router = useRouter();
  const shown = useTimeZone();
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const entry = `${TIME_ZONE_COOKIE}=${encodeURIComponent(here)}`;
    if (!here || here === shown || document.cookie.split("; ").includes(entry)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not offered to pages without TLS
    document.cookie = `${entry}; Path=/; SameSite=Lax; Max-Age=${YEAR_SECONDS}`;
    router.refresh();
  }, [router, shown]);
  return null;
}
