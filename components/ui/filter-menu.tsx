"use client";

import { useTranslations } from "next-intl";
import { FilterButton } from "./filter-button";
import { lazyPart } from "./lazy-part";
import { Popover } from "./popover";

const FilterList = lazyPart(() => import("./filter-list"), "in-place");

export type FilterOption = { value: string; label: string; count?: number };

/** Several values of one filter. */
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
      preload={FilterList}
      label={props.label}
      className="w-max min-w-64 max-w-[min(24rem,calc(100vw-1rem))]!"
      trigger={(attributes) => (
        <FilterButton
          {...attributes}
          label={props.label}
          summary={summary}
          onClick={(event) => {
            props.onOpen?.();
            attributes.onClick?.(event);
          }}
        />
      )}
    >
      <FilterList {...props} />
    </Popover>
  );
}
