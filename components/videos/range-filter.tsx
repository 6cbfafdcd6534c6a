"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";

type Range = { from: string; to: string };

/**
 * A range of a filter: two native inputs behind a button that shows what is set. `from` and `to` are the
 * inputs' own texts, empty where there is no bound.
 */
export function RangeFilter(props: {
  label: string;
  summary: string | null;
  type: "number" | "date";
  unit?: ReactNode;
  value: Range;
  onChange: (range: Range) => void;
}) {
  return (
    <Popover
      label={props.label}
      className="w-72"
      trigger={(attributes) => (
        <Button {...attributes} className={props.summary ? "border-accent-line! bg-accent-soft!" : ""}>
          {props.label}
          {props.summary && (
            <span className="max-w-44 truncate font-normal text-accent-ink">{props.summary}</span>
          )}
          <ChevronDown aria-hidden className="-mr-1 text-ink-faint" />
        </Button>
      )}
    >
      {(close) => (
        <RangeForm
          {...props}
          onChange={(range) => {
            props.onChange(range);
            close();
          }}
        />
      )}
    </Popover>
  );
}

function RangeForm(props: Parameters<typeof RangeFilter>[0]) {
  const t = useTranslations("videos.filters");
  const [range, setRange] = useState(props.value);
  const backwards =
    range.from !== "" &&
    range.to !== "" &&
    (props.type === "number" ? Number(range.from) > Number(range.to) : range.from > range.to);
  const bounds = props.type === "number" ? { min: 0, step: "any", inputMode: "decimal" as const } : {};
  return (
    <form
      className="grid gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!backwards) props.onChange(range);
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("from")}>
          {(control) => (
            <Input
              {...control}
              {...bounds}
              type={props.type}
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
              value={range.to}
              onChange={(event) => setRange({ ...range, to: event.target.value })}
            />
          )}
        </Field>
      </div>
      {props.unit && <p className="text-ink-muted text-xs">{props.unit}</p>}
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
