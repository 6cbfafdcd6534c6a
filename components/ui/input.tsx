import type { ComponentProps } from "react";
import { cx } from "./cx";

const CONTROL =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface text-ink text-sm shadow-control transition-colors placeholder:text-ink-faint focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger";

/** A single-line input. Beside a label, use it inside `Field`. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={cx(CONTROL, "h-control px-3", className)} />;
}

/** A multi-line input. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} rows={rows} className={cx(CONTROL, "px-3 py-2", className)} />;
}

/** The browser's own select. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={cx(CONTROL, "select-arrow h-control pr-8 pl-3", className)} />;
}
