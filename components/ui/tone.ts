/** What a colour says. Never said by colour alone: a word, and mostly an icon, stands beside it. */
export type Tone = "neutral" | "accent" | "ok" | "warn" | "danger";

/** Text on the tone's tinted ground with its line, for badges and banners. */
export const TONE_SOFT: Record<Tone, string> = {
  neutral: "border-neutral-line bg-neutral-soft text-neutral-ink",
  accent: "border-accent-line bg-accent-soft text-accent-ink",
  ok: "border-ok-line bg-ok-soft text-ok-ink",
  warn: "border-warn-line bg-warn-soft text-warn-ink",
  danger: "border-danger-line bg-danger-soft text-danger-ink",
};

/** Text on the page's own ground. */
export const TONE_TEXT: Record<Tone, string> = {
  neutral: "text-neutral-ink",
  accent: "text-accent-ink",
  ok: "text-ok-ink",
  warn: "text-warn-ink",
  danger: "text-danger-ink",
};

/** A solid mark without text: a bar, a dot. */
export const TONE_SOLID: Record<Tone, string> = {
  neutral: "bg-neutral",
  accent: "bg-accent",
  ok: "bg-ok",
  warn: "bg-warn",
  danger: "bg-danger",
};
