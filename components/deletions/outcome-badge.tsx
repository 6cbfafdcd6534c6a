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
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { Outcome } from "@/lib/deletion/types.ts";

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

/** The outcome of an item in icon, word and colour, with its meaning on hover. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useTranslations("outcomes");
  const { icon, tone } = OUTCOME_LOOK[outcome];
  return (
    <span title={t(`meaning.${outcome}`)} className="inline-flex max-w-full">
      <Badge icon={icon} tone={tone}>
        {t(`name.${outcome}`)}
      </Badge>
    </span>
  );
}
