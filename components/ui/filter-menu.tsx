"use client";

import { ChevronDown } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";
import { Checkbox } from "./checkbox";
import { Input } from "./input";
import { Popover } from "./popover";

export type FilterOption = { value: string; label: string; count?: number };

/** From this many options on, the list can be searched. */
const SEARCH_FROM = 9;

/** Several values of one filter. What is chosen shows on the button, so that the view explains itself. */
export function FilterMenu(props: {
  label: string;
  options: readonly FilterOption[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** The counts are estimates, and are shown as such. */
  estimated?: boolean;
  /** When the button is pressed: time to ask for the counts. */
  onOpen?: () => void;
}) {
  const t = useTranslations("common");
  const chosen = props.options.filter((option) => props.value.includes(option.value));
  const summary =
    props.value.length === 0
      ? null
      : chosen.length === 1 && props.value.length === 1
        ? chosen[0]?.label
        : t("chosen", { count: props.value.length });
  return (
    <Popover
      label={props.label}
      className="w-64"
      trigger={(attributes) => (
        <Button
          {...attributes}
          onClick={(event) => {
            props.onOpen?.();
            attributes.onClick?.(event);
          }}
          className={summary ? "border-accent-line! bg-accent-soft!" : ""}
        >
          {props.label}
          {summary && <span className="max-w-36 truncate font-normal text-accent-ink">{summary}</span>}
          <ChevronDown aria-hidden className="-mr-1 text-ink-faint" />
        </Button>
      )}
    >
      <FilterList {...props} />
    </Popover>
  );
}

function FilterList(props: Parameters<typeof FilterMenu>[0]) {
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
                <span data-figure className="text-ink-faint text-xs">
                  {props.estimated ? t("about", { count: option.count }) : format.number(option.count)}
                </span>
              )}
            </div>
          ))}
          {shown.length === 0 && <p className="px-2 py-3 text-ink-muted text-sm">{t("nothingFound")}</p>}
        </fieldset>
      </div>
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
