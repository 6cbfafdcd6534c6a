import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_TEXT, type Tone } from "./tone";

/** Figures side by side. A real description list: put `Stat`s in it. */
export function Stats({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={cx("flex flex-wrap gap-x-10 gap-y-4", className)}>{children}</dl>;
}

/** One figure with its name above and a remark below. */
export function Stat(props: { label: ReactNode; value: ReactNode; note?: ReactNode; tone?: Tone }) {
  return (
    <div className="min-w-24">
      <dt className="text-ink-muted text-xs">{props.label}</dt>
      <dd className={cx("mt-0.5 font-semibold text-lg", props.tone ? TONE_TEXT[props.tone] : "text-ink")}>
        {props.value}
      </dd>
      {props.note && <dd className="text-ink-muted text-xs">{props.note}</dd>}
    </div>
  );
}
