import {
  Ban,
  CircleCheck,
  CircleX,
  ListChecks,
  type LucideIcon,
  Pause,
  Play,
  ScanSearch,
  ShieldCheck,
  Timer,
  Trash2,
  UserCheck,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { DeletionState } from "@/lib/deletion/types.ts";

type Shown = Exclude<DeletionState, "finished"> | "completed" | "cancelled";

const LOOK: Record<Shown, { icon: LucideIcon; tone: Tone }> = {
  collecting: { icon: ListChecks, tone: "accent" },
  forecasting: { icon: ScanSearch, tone: "accent" },
  review: { icon: UserCheck, tone: "warn" },
  "awaiting-approval": { icon: UserCheck, tone: "warn" },
  countdown: { icon: Timer, tone: "warn" },
  running: { icon: Play, tone: "accent" },
  paused: { icon: Pause, tone: "warn" },
  verifying: { icon: ShieldCheck, tone: "accent" },
  completed: { icon: CircleCheck, tone: "ok" },
  cancelled: { icon: Ban, tone: "neutral" },
  failed: { icon: CircleX, tone: "danger" },
  discarded: { icon: Trash2, tone: "neutral" },
};

/** The state of a deletion; a finished one says how it ended. */
export function StateBadge(props: { state: DeletionState; result: "completed" | "cancelled" | null }) {
  const t = useTranslations("deletions.state");
  const shown: Shown = props.state === "finished" ? (props.result ?? "completed") : props.state;
  const { icon, tone } = LOOK[shown];
  return (
    <Badge icon={icon} tone={tone}>
      {t(shown)}
    </Badge>
  );
}
