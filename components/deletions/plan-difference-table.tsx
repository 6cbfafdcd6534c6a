"use client";

import { useTranslations } from "next-intl";
import type { DeletionView } from "@/lib/engine/views.ts";
import { type Difference, planDifference } from "./plan-difference";
import { useAmounts } from "./use-amounts";

/** What changed between the plan this person saw and the plan as it is now. */
export function PlanDifferenceTable({ before, after }: { before: DeletionView; after: DeletionView }) {
  const t = useTranslations("deletions");
  const { count, bytes } = useAmounts();
  const lines = planDifference(before, after);
  const value = (line: Difference, side: "before" | "after") => {
    if (line.what === "state") return t(`state.${line[side]}`);
    return line.what === "bytes" ? bytes(line[side]) : count(line[side]);
  };
  if (lines.length === 0) return <p>{t("difference.same")}</p>;
  return (
    <table className="w-full">
      <thead>
        <tr className="text-ink-muted text-xs">
          <th scope="col" className="text-left font-normal">
            {t("difference.what")}
          </th>
          <th scope="col" className="text-right font-normal">
            {t("difference.before")}
          </th>
          <th scope="col" className="text-right font-normal">
            {t("difference.after")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.what}>
            <th scope="row" className="py-1 text-left font-normal">
              {t(`difference.${line.what}`)}
            </th>
            <td className="text-right">{value(line, "before")}</td>
            <td className="text-right font-semibold">{value(line, "after")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
