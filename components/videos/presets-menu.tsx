"use client";

import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import type { VideoFilter } from "@/lib/catalog/filter.ts";
import type { Preset } from "./presets-list";

const PresetsList = lazy(() => import("./presets-list"));

/** Ready-made selections out of what is filtered now. */
export function PresetsMenu(props: {
  filter: VideoFilter;
  filtered: boolean;
  onSelect: (preset: Preset) => void;
}) {
  const t = useTranslations("videos.presets");
  return (
    <Popover
      label={t("label")}
      className="w-88"
      align="end"
      trigger={(attributes) => (
        <Button {...attributes}>
          <ListChecks aria-hidden />
          {t("label")}
        </Button>
      )}
    >
      {(close) => (
        <Suspense fallback={null}>
          <PresetsList
            filter={props.filter}
            filtered={props.filtered}
            onSelect={(preset) => {
              props.onSelect(preset);
              close();
            }}
          />
        </Suspense>
      )}
    </Popover>
  );
}
