"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useFormats } from "@/components/ui/format";
import { IconButton } from "@/components/ui/icon-button";
import { lazyPart } from "@/components/ui/lazy-part";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ActionResult } from "@/lib/actions/errors.ts";
import type { SyncPace, SyncStatus } from "@/lib/catalog/sync-status.ts";
import { SYNC_KEY, syncQuery } from "./video-queries";

type SyncMode = NonNullable<SyncStatus["running"]>["mode"];
export type RefreshCatalog = (input: { mode: SyncMode }) => Promise<ActionResult<null>>;

const SyncNotices = lazyPart(async () => ({ default: (await import("./sync-notices")).SyncNotices }));

/** How old the catalog is, or how far the reading of the library has come; and a way to read it now. */
export function SyncLine(props: { refresh: RefreshCatalog | null }) {
  const t = useTranslations("videos.sync");
  const errors = useTranslations("errors");
  const videos = useTranslations("videos");
  const client = useQueryClient();
  const { data } = useQuery(syncQuery());
  const [asked, setAsked] = useState(false);
  const running = data?.running ?? null;
  const sources = data?.sources !== "off" && !data?.sources?.failed ? data?.sources : null;

  const refresh = async (mode: SyncMode) => {
    if (!props.refresh) return;
    setAsked(true);
    const result = await props.refresh({ mode }).catch(() => null);
    if (!result?.ok) {
      const detail = result ? errors(`${result.error.code}.what`) : videos("network.what");
      notify({ text: t("notStarted"), detail, tone: "danger" });
    }
    await client.invalidateQueries({ queryKey: SYNC_KEY });
    setAsked(false);
  };

  return (
    <>
      <div className="grid gap-1 text-ink-muted text-xs max-sm:w-full">
        {running ? (
          <Reading running={running} />
        ) : data?.finished ? (
          <p>{t.rich("fresh", { when: () => <RelativeTime value={data.finished?.finishedAt ?? ""} /> })}</p>
        ) : (
          data && <p>{t("never")}</p>
        )}
        {sources && <SourcesLine pace={sources} />}
      </div>
      {props.refresh && (
        <div className="flex">
          <Button onClick={() => refresh("changes")} pending={asked || running !== null}>
            {!asked && running === null && <RefreshCw aria-hidden />}
            {t(running ? "running" : "refresh")}
          </Button>
          <Menu
            label={t("choose")}
            align="end"
            items={[
              { key: "changes", label: t("changes"), onSelect: () => void refresh("changes") },
              { key: "full", label: t("everything"), onSelect: () => void refresh("full") },
            ]}
            trigger={(attributes) => (
              <IconButton {...attributes} label={t("choose")}>
                <ChevronDown aria-hidden />
              </IconButton>
            )}
          />
        </div>
      )}
    </>
  );
}

/** What keeps the list from being what VOD holds: a failure, or its age. Its texts arrive only when needed. */
export function SyncNotice() {
  const { data, error } = useQuery(syncQuery());
  const needed = data ? hasNotice(data) : error !== null;
  return needed ? (
    <Suspense fallback={null}>
      <SyncNotices status={data ?? null} />
    </Suspense>
  ) : null;
}

function hasNotice(status: SyncStatus): boolean {
  return (
    status.failed !== null ||
    isStale(status) ||
    (status.sources !== null && status.sources !== "off" && status.sources.failed !== null)
  );
}

/** The last sync ended so long ago that it is worth a warning, whether or not one is under way. */
export function isStale({ finished, staleAfterMs }: SyncStatus): boolean {
  return finished !== null && Date.now() - Date.parse(finished.finishedAt) > staleAfterMs;
}

/** How far the reading is, in numbers and, where the whole is known, as a bar. */
export function Reading({ running }: { running: SyncStatus["running"] }) {
  const t = useTranslations("videos.sync");
  const { number } = useFormats();
  if (running?.phase === "unmet") {
    const vanished = number(running.vanished);
    return <Progress text={t("progressUnmet", { unmet: running.unmet, vanished })} label={t("running")} />;
  }
  if (running?.mode === "changes") {
    return <Progress text={t("progressChanges", { seen: number(running.seen) })} label={t("running")} />;
  }
  const { total = null, seen = 0 } = running ?? {};
  const text = total === null ? t("starting") : t("progress", { seen: number(seen), total: number(total) });
  return (
    <Progress text={text} label={t("running")} {...(running && total !== null ? { pace: running } : {})} />
  );
}

function SourcesLine({ pace }: { pace: SyncPace }) {
  const t = useTranslations("videos.sync");
  const { number } = useFormats();
  const text = t("sources", { seen: number(pace.seen), total: number(pace.total ?? pace.seen) });
  return <Progress text={text} label={t("sourcesLabel")} pace={pace} />;
}

function Progress({ text, label, pace }: { text: string; label: string; pace?: SyncPace }) {
  const t = useTranslations("videos.sync");
  const { number } = useFormats();
  const { seen = 0, total = null, perSecond = null } = pace ?? {};
  const minutes = perSecond && total !== null ? Math.ceil((total - seen) / perSecond / 60) : 0;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span data-figure>
        {text}
        {perSecond ? ` · ${t("rate", { rate: number(Math.round(perSecond)) })}` : ""}
        {minutes > 0 ? ` · ${t("left", { minutes })}` : ""}
      </span>
      <progress
        aria-label={label}
        max={total || 1}
        {...(total === null ? {} : { value: Math.min(seen, total) })}
        className="h-1.5 w-28 appearance-none overflow-hidden rounded-full bg-neutral-soft [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-neutral-soft [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  );
}
