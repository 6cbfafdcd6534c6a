"use client";

import { CircleCheck, CircleSlash, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Bytes } from "@/components/ui/format";
import type { StreamView } from "@/lib/catalog/views.ts";

/** The streams there are: which play on without the source, and which is the source itself. */
export function StreamList({ streams }: { streams: readonly StreamView[] }) {
  const t = useTranslations("videos.panel");
  if (streams.length === 0) return <p className="text-ink-muted text-sm">{t("noStreams")}</p>;
  return (
    <ul className="divide-y divide-line border-line border-y text-sm">
      {streams.map((stream) => (
        <li key={stream.key} className="flex items-center gap-3 py-2">
          <span className="min-w-0 flex-1">
            <span className="font-medium">
              {[stream.definition, stream.format].filter(Boolean).join(" · ") || t("unnamedStream")}
            </span>
            <Fate stream={stream} />
          </span>
          <Bytes value={stream.sizeBytes} />
        </li>
      ))}
    </ul>
  );
}

function Fate({ stream }: { stream: StreamView }) {
  const t = useTranslations("videos.panel");
  const fate = stream.original ? "original" : stream.survives ? "survives" : "idle";
  const Icon = { original: CircleX, survives: CircleCheck, idle: CircleSlash }[fate];
  const tone = { original: "text-warn-ink", survives: "text-ok-ink", idle: "text-ink-muted" }[fate];
  return (
    <span className={`flex items-center gap-1.5 text-xs ${tone}`}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {t(`fate.${fate}`, { status: stream.status ?? "–" })}
    </span>
  );
}
