"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { type LostAction, lostAction } from "@/components/ui/lost-action";
import { Failure } from "@/components/videos/failure";
import type { ActionErrorCode } from "@/lib/actions/errors.ts";
import type { ListView } from "@/lib/catalog/lists/views.ts";
import type { BulkChoice } from "@/lib/lists/pick-video.ts";
import type { ListActions } from "./list-actions";
import { listKey } from "./list-queries";

type Failed = { code: ActionErrorCode | LostAction; reference?: string | undefined };

/** All lines that may mean several videos, settled by one rule. What it does not settle stays as it is, and shown. */
export function BulkPanel(props: { list: ListView; choose: ListActions["chooseAll"] }) {
  const t = useTranslations("lists.bulk");
  const client = useQueryClient();
  const { id, counts } = props.list;
  const [running, setRunning] = useState<BulkChoice | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failed | null>(null);
  if (counts.ambiguous === 0 && counts.chosen === 0) return null;

  const choose = async (by: BulkChoice) => {
    setRunning(by);
    setSaid(null);
    setFailure(null);
    const all = { changed: 0, open: 0 };
    for (let after: number | null = 0; after !== null; ) {
      const step: Awaited<ReturnType<ListActions["chooseAll"]>> | { ok: false; error: Failed } = await props
        .choose({ listId: id, by, after })
        .catch((error: unknown) => ({ ok: false as const, error: { code: lostAction(error) } }));
      if (!step.ok) {
        setFailure(step.error);
        break;
      }
      all.changed += step.data.changed;
      all.open += step.data.open;
      after = step.data.next;
      if (after === null) {
        const text = by === "none" ? t("undone", { count: all.changed }) : t("done", all);
        setSaid(text);
        announce(text);
      }
    }
    await client.invalidateQueries({ queryKey: listKey(id) });
    setRunning(null);
  };
  const button = (by: BulkChoice) => (
    <Button
      size="sm"
      pending={running === by}
      disabled={running !== null && running !== by}
      onClick={() => void choose(by)}
    >
      {t(by)}
    </Button>
  );

  return (
    <section aria-label={t("label")} className="grid gap-2 rounded-lg bg-sunken px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 basis-64 text-sm">
          {counts.ambiguous > 0 ? t("open", { count: counts.ambiguous }) : t("settled")}
        </p>
        {counts.ambiguous > 0 && button("video-id")}
        {counts.ambiguous > 0 && button("custom-id")}
        {counts.chosen > 0 && button("none")}
      </div>
      {said !== null && (
        <p data-figure className="text-ink-muted text-xs">
          {said}
        </p>
      )}
      {failure && <Failure error={failure} title={t("stopped")} />}
    </section>
  );
}
