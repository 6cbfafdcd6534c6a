import { Fragment, type ReactNode } from "react";
import { cx } from "./cx";

/** Names on the left, values on the right. Rows whose value is null are left out. */
export function KeyValues(props: {
  rows: readonly { key: string; label: ReactNode; value: ReactNode }[];
  className?: string;
}) {
  return (
    <dl
      className={cx(
        "grid grid-cols-[minmax(6rem,max-content)_minmax(0,1fr)] items-baseline gap-x-6 gap-y-2 text-sm",
        props.className,
      )}
    >
      {props.rows
        .filter((row) => row.value !== null && row.value !== undefined)
        .map((row) => (
          <Fragment key={row.key}>
            <dt className="text-ink-muted">{row.label}</dt>
            <dd className="min-w-0 text-ink">{row.value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
