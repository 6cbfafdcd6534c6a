"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import type { Tone } from "@/components/ui/tone";
import type { StreamView } from "@/lib/catalog/views.ts";
import type { Forecast } from "@/lib/deletion/types.ts";

/** In plain words: what deleting this video's source would do. */
export function ForecastNote(props: {
  forecast: Forecast;
  note: string | null;
  streams: readonly StreamView[];
}) {
  const t = useTranslations("videos.forecast");
  const { forecast } = props;
  const surviving = props.streams.filter((stream) => stream.survives).length;
  if (forecast.state !== "deletable") {
    return (
      <Banner title={t(`${forecast.state}.title`, { note: props.note ?? "none" })}>
        {t(`${forecast.state}.text`)}
      </Banner>
    );
  }
  const kind = forecast.needsForce
    ? forecast.survives === "streams"
      ? "losesOriginal"
      : "unplayable"
    : forecast.survives === "streams"
      ? "removable"
      : "lastCopy";
  return (
    <Banner tone={TONES[kind]} title={t(`${kind}.title`)}>
      {t(`${kind}.text`, { count: surviving })}
    </Banner>
  );
}

const TONES = {
  removable: "ok",
  losesOriginal: "warn",
  lastCopy: "danger",
  unplayable: "danger",
} as const satisfies Record<string, Tone>;
