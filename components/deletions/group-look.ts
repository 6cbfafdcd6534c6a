import {
  Clock,
  EyeOff,
  FileX2,
  Film,
  KeyRound,
  type LucideIcon,
  SearchX,
  Shield,
  Sparkles,
  TriangleAlert,
  VideoOff,
} from "lucide-react";
import type { Tone } from "@/components/ui/tone";
import type { Group } from "@/lib/deletion/types.ts";

/** Icon and tone of every forecast group; its name and words come from the messages. */
export const GROUP_LOOK: Record<Group, { icon: LucideIcon; tone: Tone }> = {
  "becomes-unplayable": { icon: VideoOff, tone: "danger" },
  "last-copy": { icon: TriangleAlert, tone: "danger" },
  "loses-original": { icon: Sparkles, tone: "warn" },
  removable: { icon: Film, tone: "ok" },
  gone: { icon: FileX2, tone: "neutral" },
  missing: { icon: SearchX, tone: "neutral" },
  forbidden: { icon: KeyRound, tone: "neutral" },
  busy: { icon: Clock, tone: "neutral" },
  protected: { icon: Shield, tone: "neutral" },
  unchecked: { icon: EyeOff, tone: "neutral" },
};
