"use client";

import { CircleCheck, CircleQuestionMark, Hourglass, type LucideIcon, ShieldX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { CopyableId } from "@/components/ui/copyable-id";
import { Disclosure } from "@/components/ui/disclosure";
import { KeyValues } from "@/components/ui/key-values";
import { lazyOnPress } from "@/components/ui/lazy-part";
import type { Tone } from "@/components/ui/tone";
import type { AttemptView, DeletionView } from "@/lib/engine/views.ts";
import { prettyBody } from "./pretty-body";
import { useAmounts } from "./use-amounts";

const CopyAsPanel = lazyOnPress(async () => ({
  default: (await import("./copy-as/copy-as-panel")).CopyAsPanel,
}));

type Result = NonNullable<AttemptView["result"]> | "open";

const LOOK: Record<Result, { icon: LucideIcon; tone: Tone }> = {
  answered: { icon: CircleCheck, tone: "ok" },
  refused: { icon: ShieldX, tone: "danger" },
  unanswered: { icon: CircleQuestionMark, tone: "warn" },
  lost: { icon: CircleQuestionMark, tone: "warn" },
  open: { icon: Hourglass, tone: "accent" },
};

/** One request that named this id, and what came back. */
export function AttemptCard(props: {
  environment: DeletionView["environment"];
  /** The id whose evidence is shown. */
  videoId: string;
  attempt: AttemptView;
}) {
  const { attempt } = props;
  const t = useTranslations("deletions.evidence");
  const { second } = useAmounts();
  const result: Result = attempt.result ?? "open";
  const { icon, tone } = LOOK[result];
  const tookMs = attempt.endedAt ? Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt) : null;
  return (
    <li className="grid grid-cols-1 gap-3 rounded-lg border border-line p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h4 className="text-sm">
          {t(`kind.${attempt.kind}`)}
          {attempt.batchNo !== null && (
            <span className="font-normal text-ink-muted"> · {t("batch", { no: attempt.batchNo })}</span>
          )}
        </h4>
        <Badge icon={icon} tone={tone}>
          {t(`result.${result}`)}
        </Badge>
        {attempt.trusted && <Badge>{t("trusted")}</Badge>}
      </div>
      {attempt.trusted === false && <p className="text-sm text-warn-ink">{t("untrusted")}</p>}
      <KeyValues
        rows={[
          {
            key: "operation",
            label: t("operation"),
            value: (
              <span className="font-mono text-xs">
                {attempt.operation}
                {attempt.kind === "delete" && ` ${attempt.force ? t("force") : t("noForce")}`}
              </span>
            ),
          },
          { key: "ids", label: t("inCall"), value: t("ids", { count: attempt.idCount }) },
          {
            key: "request",
            label: t("requestId"),
            value: attempt.requestId ? (
              <CopyableId id={attempt.requestId} copyLabel={t("copyRequestId")} />
            ) : (
              t("noRequestId")
            ),
          },
          { key: "status", label: t("httpStatus"), value: attempt.httpStatus ?? t("noStatus") },
          {
            key: "code",
            label: t("code"),
            value: attempt.code && <code className="font-mono text-xs">{attempt.code}</code>,
          },
          {
            key: "message",
            label: t("message"),
            value: attempt.message && <span className="break-words">{attempt.message}</span>,
          },
          { key: "started", label: t("started"), value: second(attempt.startedAt) },
          {
            key: "ended",
            label: t("ended"),
            value: tookMs === null ? t("inFlight") : t("took", { ms: tookMs }),
          },
        ]}
      />
      {attempt.endedAt !== null && <Body body={attempt.body} />}
      {attempt.kind === "delete" && (
        <CopyAsPanel
          environment={props.environment}
          videoId={props.videoId}
          videoIds={attempt.videoIds}
          force={attempt.force}
        />
      )}
    </li>
  );
}

function Body({ body }: { body: string | null }) {
  const t = useTranslations("deletions.evidence");
  if (!body) return <p className="text-ink-muted text-sm">{t("noBody")}</p>;
  const { text, isJson } = prettyBody(body);
  return (
    <Disclosure summary={t("body")}>
      <div className="grid grid-cols-1 gap-1.5">
        {!isJson && <p className="text-ink-muted text-xs">{t("rawNote")}</p>}
        <div className="relative">
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
            tabIndex={0}
            className="max-h-80 overflow-auto rounded-md border border-line bg-sunken p-3 pr-10 font-mono text-xs"
          >
            {text}
          </pre>
          <CopyButton text={body} label={t("copyBody")} className="absolute top-1.5 right-1.5" />
        </div>
      </div>
    </Disclosure>
  );
}
