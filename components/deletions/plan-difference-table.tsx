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
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-warn-line bg-warn-soft p-3 text-sm text-warn-ink">
      <p className="font-medium">{t("difference.title")}</p>
      <p>{t("difference.text")}</p>
      {lines.length === 0 ? (
        <p>{t("difference.same")}</p>
      ) : (
        <table className="w-full">
          <thead>
            <tr>
              <th scope="col" className="text-left font-normal">
                <span className="sr-only">{t("difference.what")}</span>
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
                <th scope="row" className="text-left font-normal">
                  {t(`difference.${line.what}`)}
                </th>
                <td className="text-right">{value(line, "before")}</td>
                <td className="text-right font-semibold">{value(line, "after")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
