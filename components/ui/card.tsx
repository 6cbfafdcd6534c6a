import { type ReactNode, useId } from "react";
import { cx } from "./cx";

/** A plain surface. */
export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={cx("rounded-lg border border-line bg-surface shadow-card", className)}>{children}</div>
  );
}

/** A titled part of a page, on a surface of its own. */
export function Section(props: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** No padding around the content: for tables and lists that reach the edges. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cx("min-w-0 rounded-lg border border-line bg-surface shadow-card", props.className)}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-3 sm:px-5">
        <div className="min-w-0">
          <h2 id={id} className="text-ink text-md">
            {props.title}
          </h2>
          {props.description && <p className="mt-0.5 text-ink-muted text-sm">{props.description}</p>}
        </div>
        {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
      </header>
      <div className={props.flush ? "border-line border-t" : "px-4 pb-4 sm:px-5 sm:pb-5"}>
        {props.children}
      </div>
    </section>
  );
}
