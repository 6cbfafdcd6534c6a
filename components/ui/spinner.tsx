import { LoaderCircle } from "lucide-react";
import { cx } from "./cx";

/** Turns while something is under way. Decorative: the words beside it say what. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cx("size-4 shrink-0 animate-spin", className)} />;
}
