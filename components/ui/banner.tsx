import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_SOFT, type Tone } from "./tone";

const ICONS: Record<Tone, LucideIcon> = {
  neutral: Info,
  accent: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  danger: CircleAlert,
};

/** Something to know about the whole page or section, in its flow. */
export function Banner(props: {
  tone?: Tone;
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** `alert` interrupts, `status` waits its turn; neither for what stood there from the start. */
  role?: "alert" | "status";
  className?: string;
}) {
  const tone = props.tone ?? "neutral";
  const Icon = props.icon ?? ICONS[tone];
  return (
    <div
      role={props.role}
      className={cx(
        "flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg border px-4 py-3 text-left text-sm",
        TONE_SOFT[tone],
        props.className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-64 gap-2.5">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0">
          <p className="font-semibold">{props.title}</p>
          {props.children && <div className="mt-0.5 text-ink">{props.children}</div>}
        </div>
      </div>
      {props.actions && <div className="flex flex-wrap gap-2">{props.actions}</div>}
    </div>
  );
}
