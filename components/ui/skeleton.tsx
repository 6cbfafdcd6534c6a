import { cx } from "./cx";

/** A grey shape where something will stand; give it the final size. Hidden from assistive technology. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("block animate-pulse rounded-sm bg-neutral-soft", className)} />;
}
