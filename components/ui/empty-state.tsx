import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

/** Nothing here: why, and what to do about it. Never shown for a query that failed. */
export function EmptyState(props: {
  icon: LucideIcon;
  title: string;
  /** Where the page has no other heading, or sections under one. Without it the title is a paragraph. */
  headingLevel?: 1 | 2;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  const Icon = props.icon;
  const Title = props.headingLevel === undefined ? "p" : (`h${props.headingLevel}` as const);
  return (
    <div className={cx("grid justify-items-center px-6 py-14 text-center", props.className)}>
      <span className="mb-4 grid size-11 place-items-center rounded-full border border-line bg-sunken">
        <Icon aria-hidden className="size-5 text-ink-faint" />
      </span>
      <Title className="font-semibold text-ink text-md">{props.title}</Title>
      {props.children && (
        <div className="mt-1.5 max-w-md text-balance text-ink-muted text-sm">{props.children}</div>
      )}
      {props.actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{props.actions}</div>}
    </div>
  );
}
