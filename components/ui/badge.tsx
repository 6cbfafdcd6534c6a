import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_SOFT, type Tone } from "./tone";

/** A state in a word, with its icon. The colour only repeats what the word says. */
export function Badge(props: { tone?: Tone; icon?: LucideIcon; className?: string; children: ReactNode }) {
  const Icon = props.icon;
  return (
    <span
      className={cx(
        "inline-flex h-[1.375rem] max-w-full items-center gap-1 rounded-full border px-2 font-medium text-xs",
        TONE_SOFT[props.tone ?? "neutral"],
        props.className,
      )}
    >
      {Icon && <Icon aria-hidden className="-ml-0.5 size-3.5 shrink-0" />}
      <span className="truncate">{props.children}</span>
    </span>
  );
}
