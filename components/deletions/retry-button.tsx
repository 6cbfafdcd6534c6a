"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { RetryView } from "@/lib/engine/views.ts";
import { ActionFailureNote } from "./action-failure";
import { useDeletionActions } from "./deletion-actions";
import { useDeletionAction } from "./use-deletion-action";

/** Makes the follow-up of a finished deletion, or leads to the one that is open. It starts nothing. */
export function RetryButton({ id, retry, mayRetry }: { id: string; retry: RetryView; mayRetry: boolean }) {
  const t = useTranslations("deletions.retry");
  const router = useRouter();
  const actions = useDeletionActions();
  const { run, pending, failure } = useDeletionAction(id);
  if (retry.openChildId) {
    return (
      <Link
        href={`/deletions/${retry.openChildId}`}
        className="text-accent-ink text-sm underline underline-offset-2"
      >
        {t("open")}
      </Link>
    );
  }
  if (!mayRetry) return null;
  return (
    <div className="grid justify-items-start gap-2">
      <Button
        size="sm"
        disabled={pending}
        onClick={async () => {
          const child = await run(() => actions.retry({ id, cause: retry.cause }), { keepItems: true });
          if (child) router.push(`/deletions/${child.data.id}`);
        }}
      >
        {pending ? t("working") : t(retry.cause, { count: retry.count })}
      </Button>
      <ActionFailureNote failure={failure} />
    </div>
  );
}
