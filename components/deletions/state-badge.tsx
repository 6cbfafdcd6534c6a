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
import type { DeletionState } from "@/lib/deletion/types.ts";
import { type Tone, toneSoft } from "./tone";

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
  const { icon: Icon, tone } = LOOK[shown];
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-xs ${toneSoft[tone]}`}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {t(shown)}
    </span>
  );
}
