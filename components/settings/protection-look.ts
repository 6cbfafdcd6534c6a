import { Clapperboard, FolderTree, type LucideIcon, Tag } from "lucide-react";
import type { ProtectionKind } from "@/lib/deletion/protection.ts";

export const PROTECTION_LOOK: Record<ProtectionKind, LucideIcon> = {
  video: Clapperboard,
  category: FolderTree,
  tag: Tag,
};
