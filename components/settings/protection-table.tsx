"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyableId } from "@/components/ui/copyable-id";
import { lazyOnPress } from "@/components/ui/lazy-part";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { ProtectionView, RemovedProtectionView } from "@/lib/engine/list-protections.ts";
import { PROTECTION_LOOK } from "./protection-look";
import type { RemoveProtection } from "./setting-actions";

const RemoveProtectionDialog = lazyOnPress(async () => ({
  default: (await import("./remove-protection-dialog")).RemoveProtectionDialog,
}));

type Rule = ProtectionView | RemovedProtectionView;

/** Rules with who and why. On narrow screens the first column carries it all. */
export function ProtectionTable(props: {
  caption: string;
  rules: readonly Rule[];
  /** null where nothing can be removed. */
  remove: RemoveProtection | null;
}) {
  const t = useTranslations("protections");
  const [removing, setRemoving] = useState<Rule | null>(null);
  const { remove } = props;
  const hasRemoved = props.rules.some((rule) => "removedAt" in rule);
  return (
    <>
      <Table>
        <caption className="sr-only">{props.caption}</caption>
        <thead>
          <tr>
            <Th className="sm:pl-5!">{t("rule")}</Th>
            <Th className="max-md:hidden">{t("reason")}</Th>
            <Th className="max-md:hidden">{t("added")}</Th>
            {hasRemoved && <Th className="max-md:hidden">{t("removed")}</Th>}
            {remove && (
              <Th>
                <span className="sr-only">{t("actions")}</span>
              </Th>
            )}
          </tr>
        </thead>
        <tbody>
          {props.rules.map((rule) => (
            <Tr key={rule.id}>
              <Td className="w-full max-w-0 py-2.5! align-top sm:pl-5! md:w-2/5">
                <RuleCell rule={rule} />
                <div className="mt-1.5 grid gap-0.5 text-ink-muted text-xs md:hidden">
                  <p className="break-words text-ink">{rule.reason}</p>
                  <p>
                    {t("added")}: <Act name={rule.createdByName} at={rule.createdAt} inline />
                  </p>
                  {"removedAt" in rule && (
                    <p>
                      {t("removed")}: <Act name={rule.removedByName} at={rule.removedAt} inline />
                    </p>
                  )}
                </div>
              </Td>
              <Td className="break-words py-2.5! align-top max-md:hidden">{rule.reason}</Td>
              <Td className="whitespace-nowrap py-2.5! align-top max-md:hidden">
                <Act name={rule.createdByName} at={rule.createdAt} />
              </Td>
              {"removedAt" in rule && (
                <Td className="whitespace-nowrap py-2.5! align-top max-md:hidden">
                  <Act name={rule.removedByName} at={rule.removedAt} />
                </Td>
              )}
              {remove && (
                <Td className="py-2.5! text-right align-top sm:pr-5!">
                  <Button
                    size="sm"
                    aria-label={t("remove.label", { what: whatOf(rule) })}
                    onClick={() => setRemoving(rule)}
                  >
                    {t("remove.button")}
                  </Button>
                </Td>
              )}
            </Tr>
          ))}
        </tbody>
      </Table>
      {removing && remove && (
        <RemoveProtectionDialog
          id={removing.id}
          what={whatOf(removing)}
          remove={remove}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}

function RuleCell({ rule }: { rule: Rule }) {
  const t = useTranslations("protections");
  const isNameless = rule.kind !== "tag" && rule.name === null;
  return (
    <div className="grid min-w-0 justify-items-start gap-1">
      <div className="flex max-w-full flex-wrap items-center gap-x-2 gap-y-1">
        <Badge icon={PROTECTION_LOOK[rule.kind]}>{t(`kind.${rule.kind}`)}</Badge>
        {isNameless ? (
          <Id rule={rule} />
        ) : (
          <span className="min-w-0 break-words font-medium">{whatOf(rule)}</span>
        )}
      </div>
      {rule.kind === "category" && (
        <p className="text-ink-muted text-xs">{rule.name === null ? t("unknownCategory") : t("withBelow")}</p>
      )}
      {rule.kind === "video" && rule.name === null && (
        <p className="text-ink-muted text-xs">{t("unknownVideo")}</p>
      )}
      {rule.kind !== "tag" && !isNameless && <Id rule={rule} />}
    </div>
  );
}

function Id({ rule }: { rule: Rule }) {
  const t = useTranslations("protections");
  return <CopyableId id={rule.value} copyLabel={t(rule.kind === "video" ? "copyId" : "copyCategory")} />;
}

/** How a person calls it: the tag, the way of the category, the title of the video, else its id. */
function whatOf(rule: Rule): string {
  return rule.name ?? rule.value;
}

function Act({ name, at, inline = false }: { name: string; at: string; inline?: boolean }) {
  return (
    <>
      {name}
      {inline ? " · " : <br />}
      <RelativeTime value={at} className="text-ink-muted" />
    </>
  );
}
