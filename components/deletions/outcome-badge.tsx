import {
  Check,
  CheckCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  CircleX,
  EyeOff,
  FileWarning,
  Lock,
  type LucideIcon,
  SearchX,
  Send,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { Outcome } from "@/lib/deletion/types.ts";
import { type Tone, toneSoft } from "./tone";

/** Icon and tone of every outcome; the word comes from the messages, so none is told by colour alone. */
export const OUTCOME_LOOK: Record<Outcome, { icon: LucideIcon; tone: Tone }> = {
  pending: { icon: CircleDashed, tone: "neutral" },
  sending: { icon: Send, tone: "accent" },
  accepted: { icon: Check, tone: "accent" },
  verified: { icon: CheckCheck, tone: "ok" },
  unverified: { icon: EyeOff, tone: "warn" },
  "still-present": { icon: FileWarning, tone: "danger" },
  unremovable: { icon: Lock, tone: "danger" },
  missing: { icon: SearchX, tone: "warn" },
  failed: { icon: CircleX, tone: "danger" },
  unknown: { icon: CircleQuestionMark, tone: "warn" },
  "not-sent": { icon: CircleSlash, tone: "neutral" },
};

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useTranslations("outcomes");
  const { icon: Icon, tone } = OUTCOME_LOOK[outcome];
  return (
    <span
      title={t(`meaning.${outcome}`)}
      className={`inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-xs ${toneSoft[tone]}`}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {t(`name.${outcome}`)}
    </span>
  );
}
