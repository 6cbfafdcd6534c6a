import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_SOLID, type Tone } from "./tone";

export type Segment = {
  key: string;
  label: string;
  /** Any unit, the same for all. */
  value: number;
  tone: Tone;
  /** The value as it is to be read, for example "1,240" or "3.2 TB". */
  shown: ReactNode;
  /** Striped: of the same tone as another, but not settled yet. */
  pending?: boolean;
};

/**
 * A bar of parts with a legend. With `progress`, it is a progress bar whose value is the share of the parts
 * that are not `pending`; otherwise it is a picture whose legend says everything.
 */
export function SegmentBar(props: {
  label: string;
  segments: readonly Segment[];
  /** At least the sum of the parts; what is missing stays empty. */
  total: number;
  progress?: { value: number; text: string };
  legend?: boolean;
  className?: string;
}) {
  const total = Math.max(props.total, 1);
  const shown = props.segments.filter((segment) => segment.value > 0);
  const progress = props.progress && {
    role: "progressbar",
    "aria-label": props.label,
    "aria-valuemin": 0,
    "aria-valuemax": props.total,
    "aria-valuenow": props.progress.value,
    "aria-valuetext": props.progress.text,
  };
  return (
    <div className={cx("grid gap-3", props.className)}>
      <div {...progress} className="flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-neutral-soft">
        {shown.map((segment) => (
          <span
            key={segment.key}
            aria-hidden
            className={cx(
              "h-full min-w-1 shrink-0 transition-[width] duration-slow",
              TONE_SOLID[segment.tone],
              segment.pending && "segment-pending",
            )}
            style={{ width: `calc(${(segment.value / total) * 100}% - 2px)` }}
          />
        ))}
      </div>
      {(props.legend ?? true) && <Legend label={props.label} segments={props.segments} />}
    </div>
  );
}

function Legend({ label, segments }: { label: string; segments: readonly Segment[] }) {
  const t = useTranslations("common");
  return (
    <ul aria-label={t("legendOf", { name: label })} className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
      {segments.map((segment) => (
        <li key={segment.key} className="flex items-center gap-2">
          <span
            aria-hidden
            className={cx(
              "size-2.5 rounded-sm",
              TONE_SOLID[segment.tone],
              segment.pending && "segment-pending",
              segment.value === 0 && "opacity-40",
            )}
          />
          <span className="text-ink-muted">{segment.label}</span>
          <span data-figure className="font-medium text-ink">
            {segment.shown}
          </span>
        </li>
      ))}
    </ul>
  );
}
