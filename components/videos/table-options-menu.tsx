"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Density } from "@/components/shell/preferences";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import { Popover } from "@/components/ui/popover";
import { type ColumnKey, columnsToText } from "./columns";
import type { View } from "./use-view";

const TableOptions = lazyPart(() => import("./table-options"), "in-place");

/** Remembers a choice for this browser. A server action, handed in from `app`. */
export type SaveLook = (
  look: { name: "columns"; value: string } | { name: "density"; value: Density },
) => Promise<void>;

/** Columns and density: into the URL, so that the view can be shared, and remembered for this browser. */
export function TableOptionsMenu(props: { view: View; save: SaveLook }) {
  const t = useTranslations("videos.options");
  const { view, save } = props;
  return (
    <Popover
      preload={TableOptions}
      label={t("label")}
      className="w-60"
      align="end"
      trigger={(attributes) => (
        <Button {...attributes} aria-label={t("label")} title={t("label")} className="w-control px-0!">
          <Columns3 aria-hidden />
        </Button>
      )}
    >
      <TableOptions
        columns={view.columns}
        density={view.density}
        onColumns={(columns: readonly ColumnKey[]) => {
          view.show({ columns });
          void save({ name: "columns", value: columnsToText(columns) });
        }}
        onDensity={(density: Density) => {
          view.show({ density });
          void save({ name: "density", value: density });
        }}
      />
    </Popover>
  );
}
