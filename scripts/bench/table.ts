import type { Measurement } from "./measurement.ts";

/** The measurements as a Markdown table: measured, budget, and the first over the second. */
export function tableOf(measurements: readonly Measurement[]): string {
  const head = ["| store | what | measured | budget | ratio | |", "|---|---|---|---|---|---|"];
  return [...head, ...measurements.map(lineOf)].join("\n");
}

function lineOf(m: Measurement): string {
  const unit = m.unit === "" ? "" : ` ${m.unit}`;
  const budget = m.budget === null ? "" : `${m.bound === "least" ? "≥" : "≤"} ${short(m.budget)}${unit}`;
  const ratio = m.budget ? short(m.measured / m.budget) : "";
  const verdict = m.budget === null ? "" : isKept(m, m.budget) ? "kept" : "missed";
  return `| ${m.store} | ${m.what} | ${short(m.measured)}${unit} | ${budget} | ${ratio} | ${verdict} |`;
}

function isKept(m: Measurement, budget: number): boolean {
  return m.bound === "least" ? m.measured >= budget : m.measured <= budget;
}

function short(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en");
  return value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 10 ? 3 : 1 });
}
