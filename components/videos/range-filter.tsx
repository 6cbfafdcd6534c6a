"use client";

import type { ReactNode } from "react";
import { FilterButton } from "@/components/ui/filter-button";
import { lazyPart } from "@/components/ui/lazy-part";
import { Popover } from "@/components/ui/popover";

const RangeForm = lazyPart(() => import("./range-form"), "in-place");

export type Range = { from: string; to: string; unknown?: boolean };

/**
 * A range of a filter: two native inputs behind a button that shows what is set. `from` and `to` are the
 * inputs' own texts, empty where there is no bound; `unknown` instead asks for what has no value.
 */
export function RangeFilter(props: {
  label: string;
  summary: string | null;
  type: "number" | "date";
  unit?: ReactNode;
  /** The choice to ask for what has no value. */
  unknown?: string;
  value: Range;
  onChange: (range: Range) => void;
}) {
  return (
    <Popover
      preload={RangeForm}
      label={props.label}
      className="w-72"
      trigger={(attributes) => <FilterButton {...attributes} label={props.label} summary={props.summary} />}
    >
      {(close) => (
        <RangeForm
          // A bound that changes elsewhere meanwhile stands in the inputs too.
          key={JSON.stringify(props.value)}
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
