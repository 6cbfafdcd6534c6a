"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { useFormats } from "@/components/ui/format";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { filterToText, parseFilterText, type VideoFilter } from "@/lib/catalog/filter.ts";
import { oldAndNeverForced, removableWithoutForce, withSource } from "./presets";
import type { Sizes } from "./selection";
import { useSettled } from "./use-settled";
import { amountQuery, largestQuery } from "./video-queries";

const TERABYTE = 1_000_000_000_000;
const REST_MS = 300;
const MAX_MONTHS = 600;

export type Preset = { filter: VideoFilter; excluded: Sizes; bySize: boolean };
type Amount = { count: number; bytes: number };

/** Ready-made selections. Each says in words what it takes, and how much that is, before it is selected. */
export default function PresetsList(props: {
  filter: VideoFilter;
  filtered: boolean;
  onSelect: (preset: Preset) => void;
}) {
  const t = useTranslations("videos.presets");
  const { filter, onSelect } = props;
  return (
    <div className="grid divide-y divide-line">
      <p className="px-4 py-3 text-ink-muted text-xs">{t(props.filtered ? "ofFiltered" : "ofLibrary")}</p>
      <WithoutForce filter={filter} onSelect={onSelect} />
      <LargestFirst filter={filter} onSelect={onSelect} />
      <NeverForced filter={filter} onSelect={onSelect} />
    </div>
  );
}

type PresetProps = { filter: VideoFilter; onSelect: (preset: Preset) => void };

function WithoutForce({ filter, onSelect }: PresetProps) {
  const t = useTranslations("videos.presets.withoutForce");
  const narrowed = useMemo(() => removableWithoutForce(filter), [filter]);
  const { data, error } = useQuery({
    ...amountQuery({ kind: "filter", filterText: filterToText(narrowed ?? filter), excludedIds: [] }),
    enabled: narrowed !== null,
  });
  return (
    <Choice
      title={t("title")}
      amount={narrowed === null ? { count: 0, bytes: 0 } : data}
      failed={error !== null}
      onSelect={() => narrowed && onSelect({ filter: narrowed, excluded: new Map(), bySize: false })}
    >
      {t("text")}
    </Choice>
  );
}

function LargestFirst({ filter, onSelect }: PresetProps) {
  const t = useTranslations("videos.presets.largest");
  const { bytes } = useFormats();
  const [typed, setTyped] = useState("1");
  const wanted = Math.min(Math.round(Number(typed) * TERABYTE), Number.MAX_SAFE_INTEGER);
  const usable = wanted >= 1;
  const narrowed = useMemo(() => withSource(filter), [filter]);
  const problem = usable ? null : t("unusable");
  const maxBytes = useSettled(wanted, REST_MS);
  const { data, error } = useQuery({
    ...largestQuery(filterToText(narrowed ?? filter), maxBytes),
    enabled: narrowed !== null && usable && maxBytes === wanted,
  });
  const current = narrowed !== null && usable && maxBytes === wanted ? data : undefined;
  return (
    <Choice
      title={t("title")}
      amount={narrowed === null ? { count: 0, bytes: 0 } : current}
      failed={error !== null}
      field={{ label: t("terabytes"), value: typed, onChange: setTyped, step: "any", problem }}
      onSelect={() =>
        current &&
        onSelect({
          filter: parseFilterText(current.filterText),
          excluded: new Map(current.excludedIds.map((id) => [id, current.smallestBytes])),
          bySize: true,
        })
      }
    >
      {t("text")} {current?.smallestBytes != null && t("downTo", { size: bytes(current.smallestBytes) })}
      {current?.count === 0 &&
        current.nextBytes !== null &&
        t("tooLarge", { size: bytes(current.nextBytes) })}
    </Choice>
  );
}

function NeverForced({ filter, onSelect }: PresetProps) {
  const t = useTranslations("videos.presets.neverForced");
  const { date } = useFormats();
  const [typed, setTyped] = useState("12");
  const months = Number(typed);
  const usable = typed.trim() !== "" && Number.isInteger(months) && months >= 0 && months <= MAX_MONTHS;
  const problem = usable ? null : t("unusable", { most: MAX_MONTHS });
  const narrowed = useMemo(
    () => (usable ? oldAndNeverForced(filter, months, new Date()) : null),
    [filter, months, usable],
  );
  const { data, error, isPlaceholderData } = useQuery({
    ...amountQuery({ kind: "filter", filterText: filterToText(narrowed ?? filter), excludedIds: [] }),
    enabled: narrowed !== null,
  });
  return (
    <Choice
      title={t("title")}
      amount={usable && narrowed === null ? { count: 0, bytes: 0 } : isPlaceholderData ? undefined : data}
      failed={error !== null}
      field={{ label: t("months"), value: typed, onChange: setTyped, step: "1", problem }}
      onSelect={() => narrowed && onSelect({ filter: narrowed, excluded: new Map(), bySize: false })}
    >
      {narrowed?.createdBefore && t("text", { date: date(narrowed.createdBefore) })}
    </Choice>
  );
}

function Choice(props: {
  title: string;
  children: ReactNode;
  /** undefined while it is being counted. */
  amount: Amount | undefined;
  failed: boolean;
  field?: {
    label: string;
    value: string;
    onChange: (value: string) => void;
    step: string;
    /** Why the value cannot be used. */
    problem: string | null;
  };
  onSelect: () => void;
}) {
  const t = useTranslations("videos.presets");
  const { bytes } = useFormats();
  const id = useId();
  const { amount, field } = props;
  return (
    <section aria-labelledby={id} className="grid gap-2 px-4 py-3">
      <h3 id={id} className="font-medium text-sm">
        {props.title}
      </h3>
      {field && (
        <label htmlFor={`${id}-field`} className="flex items-center gap-2 text-ink-muted text-xs">
          <Input
            id={`${id}-field`}
            type="number"
            inputMode="decimal"
            min={0}
            step={field.step}
            value={field.value}
            aria-invalid={field.problem !== null}
            aria-describedby={field.problem === null ? undefined : `${id}-problem`}
            onChange={(event) => field.onChange(event.target.value)}
            className="w-24!"
          />
          {field.label}
        </label>
      )}
      <p className="text-ink-muted text-xs">{props.children}</p>
      <div className="flex items-center justify-between gap-3">
        <span role="status" data-figure className="text-sm">
          {field?.problem ? (
            <span id={`${id}-problem`} className="text-danger-ink">
              {field.problem}
            </span>
          ) : props.failed ? (
            <span className="text-warn-ink">{t("uncounted")}</span>
          ) : amount ? (
            t("amount", { count: amount.count, size: bytes(amount.bytes) })
          ) : (
            <Skeleton className="h-3 w-28" />
          )}
        </span>
        <Button
          size="sm"
          disabled={!!field?.problem || props.failed || !amount || amount.count === 0}
          aria-describedby={id}
          onClick={props.onSelect}
        >
          {t("select")}
        </Button>
      </div>
    </section>
  );
}
