import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

/** More about it, on request: the browser's own details element. */
export function Disclosure(props: {
  summary: ReactNode;
  open?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <details open={props.open ?? false} className={cx("group/disclosure", props.className)}>
      <summary className="flex min-h-8 select-none list-none items-center gap-2 rounded-md text-ink text-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-faint transition-transform group-open/disclosure:rotate-90"
        />
        {props.summary}
      </summary>
      <div className="pt-1 pl-6">{props.children}</div>
    </details>
  );
}
