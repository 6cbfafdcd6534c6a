"use client";

import { useTranslations } from "next-intl";
import { DENSITIES, type Density } from "@/components/shell/preferences";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Segmented } from "@/components/ui/segmented";
import { COLUMN_KEYS, type ColumnKey } from "./columns";

/** Which columns there are and how close the rows stand. Title and id are always there. */
export default function TableOptions(props: {
  columns: readonly ColumnKey[];
  density: Density;
  onColumns: (columns: readonly ColumnKey[]) => void;
  onDensity: (density: Density) => void;
}) {
  const t = useTranslations("videos.table");
  const options = useTranslations("videos.options");
  const preferences = useTranslations("shell.preferences");
  const { columns } = props;
  return (
    <div className="grid gap-3 p-3">
      <fieldset className="grid gap-0.5">
        <legend className="mb-1 text-ink-muted text-xs">{options("columns")}</legend>
        <Checkbox label={options("always")} checked disabled readOnly className="py-1" />
        {COLUMN_KEYS.map((key) => (
          <Checkbox
            key={key}
            label={t(key)}
            checked={columns.includes(key)}
            onChange={(event) =>
              props.onColumns(
                COLUMN_KEYS.filter((one) => (one === key ? event.target.checked : columns.includes(one))),
              )
            }
            className="py-1"
          />
        ))}
      </fieldset>
      <Button
        variant="ghost"
        size="sm"
        className="-mt-2"
        disabled={columns.length === COLUMN_KEYS.length}
        onClick={() => props.onColumns(COLUMN_KEYS)}
      >
        {options("all")}
      </Button>
      <Segmented
        label={preferences("density")}
        options={DENSITIES.map((density) => ({ value: density, label: preferences(density) }))}
        value={props.density}
        onChange={props.onDensity}
      />
      <p className="text-ink-muted text-xs">{options("remembered")}</p>
    </div>
  );
}
