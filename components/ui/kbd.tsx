import type { ReactNode } from "react";
import { cx } from "./cx";

/** A key on the keyboard. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cx(
        "inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line bg-sunken px-1 font-mono text-2xs text-ink-muted",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
