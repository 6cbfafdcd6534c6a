export type DurationParts =
  | { unit: "durationSeconds"; seconds: number }
  | { unit: "durationMinutes"; minutes: number; seconds: number }
  | { unit: "durationHours"; hours: number; minutes: number };

/** A length of time in the two units a person reads; negative lengths count as none. */
export function durationParts(ms: number): DurationParts {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return { unit: "durationSeconds", seconds };
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { unit: "durationMinutes", minutes, seconds: seconds % 60 };
  return { unit: "durationHours", hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
