"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";
import { Checkbox } from "./checkbox";
import type { FilterOption } from "./filter-menu";
import { Input } from "./input";

/** From this many options on, the list can be searched. */
const SEARCH_FROM = 9;

/** What a filter's menu opens: its values, each with its count where that is known. */
export default function FilterList(props: {
  label: string;
  options: readonly FilterOption[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  estimated?: boolean;
}) {
  const t = useTranslations("common");
  const format = useFormatter();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const shown = props.options.filter((option) => option.label.toLowerCase().includes(wanted));
  const toggle = (value: string, on: boolean) =>
    props.onChange(on ? [...props.value, value] : props.value.filter((one) => one !== value));
  return (
    <div className="flex max-h-96 flex-col">
      {props.options.length >= SEARCH_FROM && (
        <div className="border-line border-b p-2">
          <Input
            type="search"
            aria-label={t("searchIn", { name: props.label })}
            placeholder={t("search")}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      )}
      {/* A fieldset does not shrink inside a flex box, so the box around it scrolls. */}
      <div className="min-h-0 flex-1 overflow-y-auto p-1.5">
        <fieldset aria-label={props.label}>
          {shown.map((option) => (
            <div key={option.value} className="flex items-center rounded-md pr-2 hover:bg-hover">
              <Checkbox
                label={option.label}
                checked={props.value.includes(option.value)}
                onChange={(event) => toggle(option.value, event.target.checked)}
                className="min-w-0 flex-1 px-2 py-1.5"
              />
              {option.count !== undefined && (
                <span data-figure className="whitespace-nowrap text-ink-faint text-xs">
                  {props.estimated && <span aria-hidden>≈ </span>}
                  {format.number(option.count)}
                </span>
              )}
            </div>
          ))}
          {shown.length === 0 && <p className="px-2 py-3 text-ink-muted text-sm">{t("nothingFound")}</p>}
        </fieldset>
      </div>
      {props.estimated && (
        <p className="border-line border-t px-3.5 py-2 text-ink-muted text-xs">{t("countsEstimated")}</p>
      )}
      <div className="border-line border-t p-1.5">
        <Button
          variant="ghost"
          size="sm"
          className="w-full"
          disabled={props.value.length === 0}
          onClick={() => props.onChange([])}
        >
          {t("clearFilter")}
        </Button>
      </div>
    </div>
  );
}
