"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Range } from "./range-filter";

/** Of megabytes or minutes: what is more is no whole number of bytes any more. The browser says so. */
const MOST = 9_000_000_000;

/** The two bounds, and whether they make sense. */
export default function RangeForm(props: {
  type: "number" | "date";
  unit?: ReactNode;
  unknown?: string;
  value: Range;
  onChange: (range: Range) => void;
}) {
  const t = useTranslations("videos.filters");
  const [range, setRange] = useState(props.value);
  const unknown = range.unknown === true;
  const backwards =
    !unknown &&
    range.from !== "" &&
    range.to !== "" &&
    (props.type === "number" ? Number(range.from) > Number(range.to) : range.from > range.to);
  const bounds =
    props.type === "number"
      ? { min: 0, max: MOST, step: "any", inputMode: "decimal" as const }
      : { min: "1970-01-01", max: "9999-12-31" };
  return (
    <form
      className="grid gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!backwards) props.onChange(unknown ? { from: "", to: "", unknown } : range);
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("from")}>
          {(control) => (
            <Input
              {...control}
              {...bounds}
              type={props.type}
              disabled={unknown}
              value={range.from}
              onChange={(event) => setRange({ ...range, from: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("to")}>
          {(control) => (
            <Input
              {...control}
              {...bounds}
              type={props.type}
              disabled={unknown}
              value={range.to}
              onChange={(event) => setRange({ ...range, to: event.target.value })}
            />
          )}
        </Field>
      </div>
      {props.unit && <p className="text-ink-muted text-xs">{props.unit}</p>}
      {props.unknown && (
        <Checkbox
          label={props.unknown}
          checked={unknown}
          onChange={(event) => setRange({ ...range, unknown: event.target.checked })}
        />
      )}
      {backwards && (
        <p role="alert" className="text-danger-ink text-xs">
          {t("backwards")}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={() => props.onChange({ from: "", to: "" })}>
          {t("clearRange")}
        </Button>
        <Button size="sm" variant="primary" type="submit" disabled={backwards}>
          {t("apply")}
        </Button>
      </div>
    </form>
  );
}
