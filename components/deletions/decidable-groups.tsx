"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { lazyOnPress, useFetchAhead } from "@/components/ui/lazy-part";
import { FORCE_GROUPS } from "@/lib/deletion/decide.ts";
import { DECIDABLE_GROUPS, type DecidableGroup } from "@/lib/deletion/types.ts";
import type { ConsentScope, DeletionView } from "@/lib/engine/views.ts";
import { ActionFailureNote } from "./action-failure";
import { useDeletionActions } from "./deletion-actions";
import { GroupCard } from "./group-card";
import { GroupSwitch } from "./group-switch";
import { useDeletionAction } from "./use-deletion-action";

const ConsentDialog = lazyOnPress(async () => ({
  default: (await import("./consent-dialog")).ConsentDialog,
}));

/** The groups a person decides about, dangers first, with the switches that include or leave them. */
export function DecidableGroups({ view, mayDecide }: { view: DeletionView; mayDecide: boolean }) {
  const t = useTranslations("deletions");
  const tGroup = useTranslations("forecast.group");
  const { decideGroup } = useDeletionActions();
  const { run, failure } = useDeletionAction(view.id);
  const [asking, setAsking] = useState<ConsentScope | null>(null);
  useFetchAhead(mayDecide ? ConsentDialog : null);
  const entries = new Map(view.groups.map((entry) => [entry.group, entry]));
  const shown = DECIDABLE_GROUPS.flatMap((group) => {
    const entry = entries.get(group);
    return entry && entry.count > 0 ? [{ group, entry }] : [];
  });
  const forceCount = FORCE_GROUPS.reduce((sum, group) => sum + (entries.get(group)?.count ?? 0), 0);

  async function leaveOut(groups: readonly DecidableGroup[]) {
    for (const group of groups) {
      if (!(await run(() => decideGroup({ id: view.id, group, include: false })))) return;
    }
  }

  function consentSwitch(scope: ConsentScope, label: string, hint?: string) {
    const { forced, lastCopy } = view.plan;
    const on = (scope === "force" ? forced : lastCopy).count > 0;
    const groups: readonly DecidableGroup[] = scope === "force" ? FORCE_GROUPS : ["last-copy"];
    return (
      <GroupSwitch
        label={label}
        {...(hint && { hint })}
        tone="danger"
        on={on}
        disabled={!mayDecide}
        onChange={(wanted) => {
          if (!wanted) return leaveOut(groups);
          setAsking(scope);
        }}
      />
    );
  }

  return (
    <div className="grid gap-3">
      <ActionFailureNote failure={failure} />
      {forceCount > 0 && (
        <ForceRow view={view} mayDecide={mayDecide} onAsk={() => setAsking("force")}>
          {consentSwitch(
            "force",
            t("force.label"),
            view.plan.forced.count > 0
              ? t("force.on", { count: view.plan.forced.count })
              : t("force.help", { count: forceCount }),
          )}
        </ForceRow>
      )}
      {shown.map(({ group, entry }) => (
        <GroupCard
          key={group}
          view={view}
          entry={entry}
          mayDecide={mayDecide}
          control={
            group === "last-copy" ? (
              consentSwitch("last-copy", t("lastCopy.label"))
            ) : group === "removable" ? (
              <GroupSwitch
                label={t("group.include", { group: tGroup("removable.name") })}
                on={view.decisions.removable}
                disabled={!mayDecide}
                onChange={(include) => run(() => decideGroup({ id: view.id, group, include }))}
              />
            ) : undefined
          }
          note={
            group === "last-copy" && (
              <ConsentNote
                included={view.plan.lastCopy.count}
                consented={view.plan.lastCopyConsented}
                changeable={false}
                mayDecide={mayDecide}
                onAsk={() => setAsking("last-copy")}
              />
            )
          }
        />
      ))}
      {asking && <ConsentDialog view={view} scope={asking} onClose={() => setAsking(null)} />}
    </div>
  );
}

/** The Force switch: it exists only where something needs Force, and is off until a person turns it on. */
function ForceRow(props: { view: DeletionView; mayDecide: boolean; onAsk: () => void; children: ReactNode }) {
  const { forced, forceConsented } = props.view.plan;
  return (
    <div
      className={cx(
        "grid gap-3 rounded-lg border p-4 sm:px-5",
        forced.count > 0 ? "border-danger-line bg-danger-soft" : "border-line bg-surface shadow-card",
      )}
    >
      {props.children}
      <ConsentNote
        included={forced.count}
        consented={forceConsented}
        changeable
        mayDecide={props.mayDecide}
        onAsk={props.onAsk}
      />
    </div>
  );
}

/** Says when something is included that nobody agreed to as it is now, and lets a person agree again. */
function ConsentNote(props: {
  included: number;
  consented: boolean;
  mayDecide: boolean;
  /** Where there is more than one way to agree, a person can change it later. */
  changeable: boolean;
  onAsk: () => void;
}) {
  const t = useTranslations("deletions");
  if (props.included === 0 || (props.consented && !props.changeable)) return null;
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm">
      {!props.consented && <p className="font-medium text-danger-ink">{t("group.consentVoid")}</p>}
      {props.mayDecide && (
        <Button size="sm" onClick={props.onAsk}>
          {props.consented ? t("force.change") : t("force.again")}
        </Button>
      )}
    </div>
  );
}
