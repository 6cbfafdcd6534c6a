import { cx } from "@/components/ui/cx";

/** The mark: three floors, of which the middle one, the mezzanine, is being let go. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={cx("size-6 shrink-0", className)}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <g className="stroke-accent-on" strokeWidth="2" strokeLinecap="round" fill="none">
        <path d="M6 7h12" />
        <path d="M6 12h5.5" strokeDasharray="0.1 3.4" />
        <path d="M13.5 12H18" />
        <path d="M6 17h12" />
      </g>
    </svg>
  );
}
