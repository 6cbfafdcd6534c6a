import type { ReactNode } from "react";
import { cx } from "./cx";

/** The top of a page: its one h1, what it is about, and what can be done with the whole of it. */
export function PageHeader(props: {
  title: ReactNode;
  /** Above the title: where this page belongs. */
  breadcrumb?: ReactNode;
  /** Beside the title: a badge. */
  badge?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <header className={cx("flex flex-wrap items-end justify-between gap-x-6 gap-y-3", props.className)}>
      <div className="min-w-0">
        {props.breadcrumb && <div className="mb-1 text-ink-muted text-sm">{props.breadcrumb}</div>}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {/* The focus comes here when what had it goes away (`useLostFocus`). */}
          <h1 tabIndex={-1} data-focus-quiet className="text-ink text-xl">
            {props.title}
          </h1>
          {props.badge}
        </div>
        {props.description && <div className="mt-1 text-ink-muted text-sm">{props.description}</div>}
      </div>
      {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
    </header>
  );
}
