"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useFormats } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ActionResult } from "@/lib/actions/errors.ts";
import { SYNC_KEY, syncQuery } from "./video-queries";

const FailedSync = lazy(() => import("./failed-sync"));

export type RefreshCatalog = (input: Record<string, never>) => Promise<ActionResult<null>>;

/** The catalog is read again every quarter of an hour; past this age it is worth a remark. */
const STALE_MS = 3_600_000;

/** How old the catalog is, or how far the reading of the library has come; and a way to read it now. */
export function SyncLine(props: { refresh: RefreshCatalog | null }) {
  const t = useTranslations("videos.sync");
  const client = useQueryClient();
  const { data } = useQuery(syncQuery());
  const [asked, setAsked] = useState(false);
  const running = data?.running ?? null;

  const refresh = async () => {
    if (!props.refresh) return;
    setAsked(true);
    await props.refresh({});
    await client.invalidateQueries({ queryKey: SYNC_KEY });
    setAsked(false);
  };

  return (
    <>
      <div className="text-ink-muted text-xs">
        {running ? (
          <Reading seen={running.seen} total={running.total} />
        ) : data?.finished ? (
          <p className={isStale(data.finished.finishedAt) ? "text-warn-ink" : ""}>
            {t.rich(isStale(data.finished.finishedAt) ? "stale" : "fresh", {
              when: () => <RelativeTime value={data.finished?.finishedAt ?? ""} />,
            })}
          </p>
        ) : (
          data && <p>{t("never")}</p>
        )}
      </div>
      {props.refresh && (
        <Button onClick={refresh} pending={asked || running !== null}>
          {!asked && running === null && <RefreshCw aria-hidden />}
          {t(running ? "running" : "refresh")}
        </Button>
      )}
    </>
  );
}

/** Why the catalog could not be read, until a later sync succeeds. What is shown is still what was read before. */
export function SyncFailure() {
  const t = useTranslations("videos.sync");
  const { data, error } = useQuery(syncQuery());
  if (data?.failed) {
    return (
      <Suspense fallback={null}>
        <FailedSync failed={data.failed} />
      </Suspense>
    );
  }
  return error && !data ? <p className="text-sm text-warn-ink">{t("unreadable")}</p> : null;
}

/** How far the reading is, in numbers and as a bar. */
export function Reading(props: { seen: number; total: number | null }) {
  const t = useTranslations("videos.sync");
  const { number } = useFormats();
  const text =
    props.total === null
      ? t("starting")
      : t("progress", { seen: number(props.seen), total: number(props.total) });
  return (
    <div className="flex items-center gap-3">
      <span data-figure>{text}</span>
      <progress
        aria-label={t("running")}
        max={props.total ?? 1}
        {...(props.total === null ? {} : { value: Math.min(props.seen, props.total) })}
        className="h-1.5 w-28 appearance-none overflow-hidden rounded-full bg-neutral-soft [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-neutral-soft [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  );
}

function isStale(finishedAt: string): boolean {
  return Date.now() - Date.parse(finishedAt) > STALE_MS;
}
