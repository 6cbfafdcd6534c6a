import type { LucideIcon } from "lucide-react";

/** One line of the palette. */
export type Choice = {
  key: string;
  label: string;
  detail?: string;
  /** An id, set in its own type below the label. */
  id?: string;
  icon: LucideIcon;
  run: () => void;
};

/** Those whose label or key holds every word of the text; keys are English, and known to those who type them. */
export function matching(choices: readonly Choice[], text: string): Choice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ key, label }) => {
    const held = `${label} ${key}`.toLowerCase();
    return words.every((word) => held.includes(word));
  });
}
