"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export type Tab = { value: string; label: ReactNode; panel: ReactNode };

/** Views of one thing, one at a time. */
export function Tabs(props: {
  label: string;
  tabs: readonly Tab[];
  value?: string;
  onValueChange?: (value: string) => void;
  className?: string;
}) {
  const first = props.tabs[0]?.value;
  return (
    <Base.Root
      className={props.className ?? ""}
      {...(props.value === undefined ? { defaultValue: first } : { value: props.value })}
      onValueChange={(value) => props.onValueChange?.(String(value))}
    >
      <Base.List
        aria-label={props.label}
        className="relative flex gap-1 overflow-x-auto border-line border-b"
      >
        {props.tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px h-9 whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-ink-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {props.tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-4">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
