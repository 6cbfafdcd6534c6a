"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { type LostAction, lostAction } from "@/components/ui/lost-action";
import { Skeleton } from "@/components/ui/skeleton";
import { Failure } from "@/components/videos/failure";
import { asFailure } from "@/components/videos/read-json";
import type { ActionErrorCode } from "@/lib/actions/errors.ts";
import type { ListView } from "@/lib/catalog/lists/views.ts";
import { readyCount } from "@/lib/lists/line-status.ts";
import { BulkPanel } from "./bulk-panel";
import { CheckPanel } from "./check-panel";
import { type LineClass, LineClasses, statusesOf } from "./line-classes";
import { LineTable } from "./line-table";
import type { ListActions } from "./list-actions";
import { listQuery } from "./list-queries";

type Props = {
  listId: string;
  actions: ListActions;
  replaces: boolean;
  onAnother: () => void;
  onUsed: (listId: string, name: string | null) => void;
};

/** What became of every line of a list, and the way from there to the selection. */
export function ListReport(props: Props) {
  const t = useTranslations("lists");
  const { data, error, refetch } = useQuery(listQuery(props.listId));
  if (data) return <Report {...props} list={data} />;
  if (error) {
    return (
      <Failure
        error={asFailure(error)}
        title={t("unreadable")}
        actions={
          <>
            <Button onClick={() => void refetch()}>{t("retry")}</Button>
            <Button onClick={props.onAnother}>{t("another")}</Button>
          </>
        }
      />
    );
  }
  return (
    <div className="grid gap-3 py-2" aria-busy>
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}

function Report(props: Props & { list: ListView }) {
  const t = useTranslations("lists");
  const { list, actions } = props;
  const { counts } = list;
  const [shown, setShown] = useState<LineClass>("all");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{ code: ActionErrorCode | LostAction; reference?: string } | null>(
    null,
  );
  const ready = readyCount(counts);
  const rejects = list.lines - ready;

  const use = async () => {
    setPending(true);
    const result = await actions
      .use({ listId: list.id })
      .catch((error: unknown) => ({ ok: false as const, error: { code: lostAction(error) } }));
    setPending(false);
    if (result.ok) props.onUsed(result.data.id, result.data.name);
    else setFailure(result.error);
  };

  return (
    <div className="-mb-4 grid gap-4">
      <p className="break-words">
        <strong className="font-semibold">{list.name ?? t("pasted")}</strong>
        <span data-figure className="text-ink-muted">
          {" · "}
          {t("summary", { lines: list.lines, ready })}
        </span>
      </p>
      {!list.used && list.sealed && <CheckPanel list={list} step={actions.check} />}
      <LineClasses counts={counts} lines={list.lines} shown={shown} onShow={setShown} />
      {!list.used && list.sealed && <BulkPanel list={list} choose={actions.chooseAll} />}
      <LineTable
        key={shown}
        list={list}
        statuses={statusesOf(shown)}
        choose={list.used ? null : actions.choose}
      />
      {failure && <Failure error={failure} title={t("notUsed")} />}
      {!list.used && counts.unknown > 0 && (
        <p className="text-warn-ink text-xs">{t("uncheckedLeftOut", { count: counts.unknown })}</p>
      )}
      {props.replaces && ready > 0 && <p className="text-ink-muted text-xs">{t("replaces")}</p>}
      {/* What is stuck stays above the padding of what scrolls, which is taken back here. */}
      <div className="sticky -bottom-4 -mx-5 flex flex-wrap justify-end gap-2 border-line border-t bg-raised px-5 py-3.5 sm:-mx-6 sm:rounded-b-xl sm:px-6">
        <Button onClick={props.onAnother} className="mr-auto">
          {t("another")}
        </Button>
        {rejects > 0 && (
          <a href={`/api/lists/${encodeURIComponent(list.id)}/rejects`} download className={buttonClass()}>
            <Download aria-hidden />
            {t("downloadRejects", { count: rejects })}
          </a>
        )}
        <Button variant="primary" disabled={ready === 0} pending={pending} onClick={() => void use()}>
          {t("use", { count: ready })}
        </Button>
      </div>
    </div>
  );
}
