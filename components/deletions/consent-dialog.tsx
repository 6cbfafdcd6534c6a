"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Checkbox } from "@/components/ui/checkbox";
import { parseTypedCount } from "@/lib/deletion/parse-typed-count.ts";
import type { DecidableGroup } from "@/lib/deletion/types.ts";
import type { Amount, ConsentScope, DeletionView, GroupView } from "@/lib/engine/views.ts";
import { consentAmount } from "./consent-amount";
import { DecisionDialog } from "./decision-dialog";
import { useDeletionActions } from "./deletion-actions";
import { TypedCountField } from "./typed-count-field";
import { useAmounts } from "./use-amounts";
import { useDeletionAction } from "./use-deletion-action";

const SCOPE: Record<ConsentScope, readonly DecidableGroup[]> = {
  force: ["becomes-unplayable", "loses-original"],
  "last-copy": ["last-copy"],
};

/** The warning before Force, or before deleting what is the last copy: typed consent, group by group. */
export function ConsentDialog(props: { view: DeletionView; scope: ConsentScope; onClose: () => void }) {
  const { view, scope } = props;
  const t = useTranslations("deletions");
  const { giveConsent } = useDeletionActions();
  const { run, pending, failure } = useDeletionAction(view.id);
  const groups = view.groups.filter((entry) => entry.count > 0 && inScope(entry, scope)) as ScopeGroup[];
  const [on, setOn] = useState(() => initiallyOn(groups, view));
  const [typed, setTyped] = useState("");

  const amounts = consentAmount(groups, view.decisions, on);
  const counted = groups.reduce((sum, { group }) => sum + amounts[group].count, 0);
  // The server knows exceptions that the page cannot see; what it says outranks what was added up here.
  const expected = failure?.code === "typed-count-wrong" ? failure.detail?.expected : undefined;
  const count = typeof expected === "number" ? expected : counted;

  async function agree() {
    const done = await run(() =>
      giveConsent({ id: view.id, scope, groups: [...on], digest: view.digest ?? "", typedCount: typed }),
    );
    if (done) props.onClose();
  }

  return (
    <DecisionDialog
      title={scope === "force" ? t("force.title", { count }) : t("lastCopy.title", { count })}
      lead={scope === "force" ? t("force.lead") : t("lastCopy.lead")}
      backLabel={t("consent.cancel")}
      onBack={props.onClose}
      goLabel={scope === "force" ? t("force.button", { count }) : t("lastCopy.button", { count })}
      onGo={agree}
      disabled={count === 0 || parseTypedCount(typed) !== count}
      pending={pending}
      failure={failure}
    >
      {scope === "force" && <Split amounts={amounts} />}
      <fieldset className="grid gap-2">
        <legend className="sr-only">{t("force.which")}</legend>
        {groups.map((entry) => (
          <GroupChoice
            key={entry.group}
            entry={entry}
            amount={amounts[entry.group]}
            checked={on.has(entry.group)}
            // The last copies are one group: taking it or leaving it is what the dialog itself asks.
            fixed={scope === "last-copy"}
            onChange={(checked) => setOn(toggled(on, entry.group, checked))}
          />
        ))}
      </fieldset>
      <TypedCountField
        count={count}
        label={t.rich("consent.type", { count, b: (chunks) => <b className="tabular-nums">{chunks}</b> })}
        value={typed}
        onChange={setTyped}
      />
      <p className="text-ink-muted">
        {t("consent.where", {
          account: view.environment.accountId,
          region: view.environment.region,
          environment: view.environment.kind,
        })}
        {" · "}
        {t("force.note")}
      </p>
    </DecisionDialog>
  );
}

type ScopeGroup = GroupView & { group: DecidableGroup };

function inScope({ group }: GroupView, scope: ConsentScope): boolean {
  return (SCOPE[scope] as readonly string[]).includes(group);
}

/** What is on already; where nothing is chosen yet, all of it, since that is what the switch said. */
function initiallyOn(groups: readonly ScopeGroup[], view: DeletionView): ReadonlySet<DecidableGroup> {
  const chosen = groups.some(({ included }) => included.count > 0);
  return new Set(groups.filter(({ group }) => !chosen || view.decisions[group]).map(({ group }) => group));
}

function toggled(on: ReadonlySet<DecidableGroup>, group: DecidableGroup, checked: boolean) {
  const next = new Set(on);
  if (checked) next.add(group);
  else next.delete(group);
  return next;
}

function Split({ amounts }: { amounts: Record<DecidableGroup, Amount> }) {
  const t = useTranslations("deletions.force");
  const lose = amounts["loses-original"].count;
  const unplayable = amounts["becomes-unplayable"].count;
  const key =
    lose > 0 && unplayable > 0
      ? "splitBoth"
      : lose > 0
        ? "splitLose"
        : unplayable > 0
          ? "splitUnplayable"
          : "splitNone";
  return (
    <div aria-live="polite">
      <Banner tone="danger" icon={TriangleAlert} title={t(key, { lose, unplayable })} />
    </div>
  );
}

function GroupChoice(props: {
  entry: ScopeGroup;
  amount: Amount;
  checked: boolean;
  fixed: boolean;
  onChange: (checked: boolean) => void;
}) {
  const t = useTranslations();
  const { bytes } = useAmounts();
  const { group } = props.entry;
  const { count, bytes: size } = props.checked ? props.amount : props.entry;
  const name = (
    <>
      {t(`forecast.group.${group}.name`)}{" "}
      <span className="font-normal text-ink-muted tabular-nums">
        {t("deletions.group.amount", { count })} · {bytes(size)}
      </span>
    </>
  );
  const lost = (
    <>
      {t(`forecast.group.${group}.lost`)} {t(`forecast.group.${group}.survives`)}
      {!props.checked && props.amount.count > 0 && (
        <span className="block">{t("deletions.consent.singles", { count: props.amount.count })}</span>
      )}
    </>
  );
  return (
    <div className="rounded-md border border-line px-3 py-2.5">
      {props.fixed ? (
        <>
          <p className="font-medium">{name}</p>
          <p className="text-ink-muted text-xs">{lost}</p>
        </>
      ) : (
        <Checkbox
          label={<span className="font-medium">{name}</span>}
          hint={lost}
          checked={props.checked}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
