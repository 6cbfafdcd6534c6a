"use client";

import { type ReactNode, useId } from "react";

/** One of a few, all visible: native radios that look like one control. */
export function Segmented<V extends string>(props: {
  label: string;
  /** Show the label above, or only tell it to assistive technology. */
  hideLabel?: boolean;
  options: readonly { value: V; label: ReactNode; icon?: ReactNode }[];
  value: V;
  onChange: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={props.hideLabel ? "sr-only" : "mb-1 text-ink-muted text-xs"}>{props.label}</legend>
      <div className="flex gap-0.5 rounded-md border border-line bg-sunken p-0.5">
        {props.options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-6 flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 font-medium text-ink-muted text-xs transition-colors hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-accent [&_svg]:size-3.5"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={props.value === option.value}
              onChange={() => props.onChange(option.value)}
              className="sr-only"
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
