import { ChevronDown } from "lucide-react";
import { Button, type ButtonProps } from "./button";
import { cx } from "./cx";

/** The button of a filter. What is chosen shows on it, so that the view explains itself. */
export function FilterButton({
  label,
  summary,
  ...rest
}: Omit<ButtonProps, "className" | "children"> & { label: string; summary: string | null | undefined }) {
  return (
    <Button
      {...rest}
      className={cx("max-2xl:gap-1! max-2xl:px-2.5!", summary && "border-accent-line! bg-accent-soft!")}
    >
      {label}
      {summary && <span className="max-w-44 truncate font-normal text-accent-ink">{summary}</span>}
      <ChevronDown aria-hidden className="-mr-1 text-ink-faint" />
    </Button>
  );
}
