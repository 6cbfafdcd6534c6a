/** What a colour says; never said by colour alone. */
export type Tone = "neutral" | "accent" | "ok" | "warn" | "danger";

export const toneSoft: Record<Tone, string> = {
  neutral: "bg-neutral-soft text-neutral-ink",
  accent: "bg-accent-soft text-accent-ink",
  ok: "bg-ok-soft text-ok-ink",
  warn: "bg-warn-soft text-warn-ink",
  danger: "bg-danger-soft text-danger-ink",
};

export const toneText: Record<Tone, string> = {
  neutral: "text-neutral-ink",
  accent: "text-accent-ink",
  ok: "text-ok-ink",
  warn: "text-warn-ink",
  danger: "text-danger-ink",
};

/** Marks: bar segments and dots. */
export const toneSolid: Record<Tone, string> = {
  neutral: "bg-neutral",
  accent: "bg-accent",
  ok: "bg-ok",
  warn: "bg-warn",
  danger: "bg-danger",
};
