import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { DeletionPage } from "@/components/deletions/deletion-page";
import { Messages } from "@/components/shell/messages";
import { atLeast } from "@/lib/auth/roles.ts";
import { requireSession } from "@/lib/auth/session.ts";
import { container } from "@/lib/container.ts";
import { readDeletion } from "@/lib/engine/read-deletion.ts";
import { readCategoryOptions } from "../../read-category-options.ts";
import {
  cancelDeletionAction,
  confirmDeletionAction,
  decideGroupAction,
  decideItemsAction,
  discardDeletionAction,
  giveConsentAction,
  giveUpVerifyingAction,
  pauseDeletionAction,
  recheckForecastAction,
  resumeDeletionAction,
  retryDeletionAction,
  tryAgainAction,
  undoConfirmAction,
} from "./actions";
import "./print.css";

type Props = { params: Promise<{ id: string }> };

const read = cache(async (id: string) => readDeletion(await container(), id));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireSession();
  const [{ id }, t] = await Promise.all([params, getTranslations("deletions.header")]);
  const view = await read(id);
  return {
    title: view && view.itemCount > 0 ? t("titleListed", { count: view.itemCount }) : t("titleCollecting"),
  };
}

/** `/deletions/[id]`: review, then watch, then prove. */
export default async function DeletionDetailPage({ params }: Props) {
  const { user } = await requireSession();
  const { id } = await params;
  const view = await read(id);
  if (!view) notFound();
  return (
    <Messages namespaces={["deletions", "forecast", "outcomes", "videos"]}>
      <DeletionPage
        key={view.id}
        initial={view}
        categories={await readCategoryOptions()}
        canOperate={atLeast(user.role, "operator")}
        actions={{
          decideGroup: decideGroupAction,
          decideItems: decideItemsAction,
          giveConsent: giveConsentAction,
          confirm: confirmDeletionAction,
          undo: undoConfirmAction,
          pause: pauseDeletionAction,
          resume: resumeDeletionAction,
          cancel: cancelDeletionAction,
          discard: discardDeletionAction,
          recheck: recheckForecastAction,
          tryAgain: tryAgainAction,
          giveUp: giveUpVerifyingAction,
          retry: retryDeletionAction,
        }}
      />
    </Messages>
  );
}
