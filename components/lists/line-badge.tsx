"use client";

import {
  CircleCheck,
  CircleHelp,
  CircleSlash,
  Copy,
  FileX,
  Lock,
  type LucideIcon,
  SearchX,
  Split,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { LineStatus } from "@/lib/lists/line-status.ts";
import { classOf, type LineClass } from "./line-classes";

const LOOK: Record<Exclude<LineClass, "all">, { tone: Tone; icon: LucideIcon }> = {
  ready: { tone: "ok", icon: CircleCheck },
  ambiguous: { tone: "warn", icon: Split },
  unknown: { tone: "neutral", icon: CircleHelp },
  missing: { tone: "neutral", icon: SearchX },
  forbidden: { tone: "warn", icon: Lock },
  unasked: { tone: "warn", icon: CircleSlash },
  duplicate: { tone: "neutral", icon: Copy },
  malformed: { tone: "danger", icon: FileX },
};

/** What a line is taken for, in a word. */
export function LineBadge({ status }: { status: LineStatus }) {
  const t = useTranslations("lists.class");
  const one = classOf(status);
  return (
    <Badge tone={LOOK[one].tone} icon={LOOK[one].icon}>
      {t(one)}
    </Badge>
  );
}
