"use client";

import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import { Popover } from "@/components/ui/popover";
import type { VideoFilter } from "@/lib/catalog/filter.ts";
import type { Preset } from "./presets-list";

const PresetsList = lazyPart(() => import("./presets-list"), "in-place");

/** Ready-made selections out of what is filtered now. */
export function PresetsMenu(props: {
  filter: VideoFilter;
  filtered: boolean;
  onSelect: (preset: Preset) => void;
}) {
  const t = useTranslations("videos.presets");
  return (
    <Popover
      preload={PresetsList}
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
        <PresetsList
          filter={props.filter}
          filtered={props.filtered}
          onSelect={(preset) => {
            props.onSelect(preset);
            close();
          }}
        />
      )}
    </Popover>
  );
}
