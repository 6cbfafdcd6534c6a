"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cx } from "@/components/ui/cx";
import { useFormats } from "@/components/ui/format";
import { Select } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { TABLE } from "@/components/ui/table";
import type { LineView } from "@/lib/catalog/lists/views.ts";
import { MALFORMED_REASONS } from "@/lib/lists/read-id.ts";
import { LineBadge } from "./line-badge";
import type { ListActions } from "./list-actions";
import { listKey } from "./list-queries";

/** One line: what it says, what it is taken for and why; where it may mean several videos, a choice. */
export function LineRow(props: {
  listId: string;
  line: LineView;
  rowIndex: number;
  choose: ListActions["choose"] | null;
}) {
  const { number } = useFormats();
  const t = useTranslations("lists");
  const { line, choose } = props;
  return (
    <tr aria-rowindex={props.rowIndex} className={TABLE.row}>
      <td className={cx(TABLE.td, TABLE.number, "text-ink-muted")}>{number(line.line)}</td>
      <td className={cx(TABLE.td, "truncate")} title={line.text}>
        {line.text === "" ? (
          <span className="text-ink-faint">{t("emptyText")}</span>
        ) : (
          <code className="font-mono text-xs">{line.text}</code>
        )}
        <div className="mt-0.5 sm:hidden">
          <LineBadge status={line.status} />
        </div>
      </td>
      <td className={cx(TABLE.td, "max-sm:hidden")}>
        <LineBadge status={line.status} />
      </td>
      {choose && line.candidates.length > 0 ? (
        <td className={TABLE.td}>
          <Choice listId={props.listId} line={line} choose={choose} />
        </td>
      ) : (
        <Meaning line={line} />
      )}
    </tr>
  );
}

function Meaning({ line }: { line: LineView }) {
  const t = useTranslations("lists.means");
  const text = () => {
    const { status, video, detail } = line;
    switch (status) {
      case "known":
      case "found":
      case "chosen": {
        const title = video?.title ?? "";
        if (video && video.videoId !== line.text.toLowerCase()) {
          return t("customId", { id: video.videoId, title });
        }
        return title || t(status === "found" ? "found" : "known");
      }
      case "duplicate":
        return t("duplicate", { line: Number(detail) });
      case "malformed": {
        const reason = MALFORMED_REASONS.find((one) => one === detail);
        return reason ? t(`malformed.${reason}`) : "";
      }
      case "unasked":
        return t("unasked", { code: detail ?? "" });
      case "ambiguous":
      case "unknown":
      case "missing":
      case "forbidden":
        return t(status);
      default:
        return status satisfies never;
    }
  };
  const meaning = text();
  return (
    <td className={cx(TABLE.td, "text-ink-muted")} title={meaning}>
      <span className="line-clamp-2 text-xs">{meaning}</span>
    </td>
  );
}

function Choice(props: { listId: string; line: LineView; choose: ListActions["choose"] }) {
  const t = useTranslations("lists");
  const client = useQueryClient();
  const [pending, setPending] = useState(false);
  const { line, listId } = props;
  const choose = async (value: string) => {
    setPending(true);
    const videoId = value === "" ? null : value;
    const result = await props.choose({ listId, no: line.no, videoId }).catch(() => null);
    await client.invalidateQueries({ queryKey: listKey(listId) });
    setPending(false);
    if (!result?.ok) notify({ text: t("notChosen"), tone: "danger" });
  };
  return (
    <Select
      aria-label={t("chooseFor", { line: line.line })}
      value={line.video?.videoId ?? ""}
      disabled={pending}
      onChange={(event) => void choose(event.target.value)}
      className="h-7! py-0! text-xs!"
    >
      <option value="">{t("leaveOut", { count: line.candidates.length })}</option>
      {line.candidates.map(({ videoId, title }) => (
        <option key={videoId} value={videoId}>
          {t(videoId === line.text.toLowerCase() ? "asVideoId" : "asCustomId", {
            title: title ?? "",
            id: videoId,
          })}
        </option>
      ))}
    </Select>
  );
}
