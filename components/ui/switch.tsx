import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

/** A native checkbox in the role of a switch: it takes effect at once. */
export function Switch({
  label,
  hint,
  tone = "accent",
  className,
  ...input
}: Omit<ComponentProps<"input">, "type" | "role" | "className"> & {
  label: ReactNode;
  hint?: ReactNode;
  /** `danger` where switching on allows something that destroys. */
  tone?: "accent" | "danger";
  className?: string;
}) {
  return (
    <label className={cx("inline-flex min-h-6 items-start gap-3 text-sm", className)}>
      <input
        {...input}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its state by itself
        role="switch"
        className={cx(
          "relative h-5 w-9 shrink-0 appearance-none rounded-full border border-line-strong bg-sunken transition-colors",
          "before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-ink-faint before:transition-transform",
          "checked:border-transparent checked:before:translate-x-4 checked:before:bg-surface disabled:opacity-50",
          tone === "danger" ? "checked:bg-danger" : "checked:bg-accent",
        )}
      />
      <span className="min-w-0">
        <span className="block font-medium text-ink">{label}</span>
        {hint !== undefined && <span className="block text-ink-muted text-xs">{hint}</span>}
      </span>
    </label>
  );
}
