"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import type { LostAction } from "@/components/ui/lost-action";
import type { ActionErrorCode } from "@/lib/actions/errors.ts";

type Own = LostAction | "changed";
type Code = ActionErrorCode | Own;

/**
 * A failure in three parts: what happened, what it means, what to do; with its reference. `title` names what
 * could not be read, and then nothing was to be changed; without it, the failure is an action's.
 */
export function Failure(props: {
  error: { code: Code; reference?: string | undefined };
  title?: string;
  actions?: ReactNode;
  className?: string;
}) {
  const errors = useTranslations("errors");
  const t = useTranslations("videos");
  const { code, reference } = props.error;
  const own = lostOf(code, (known) => errors.has(`${known}.what`));
  const text = (part: "what" | "meaning" | "todo") =>
    own ? t(`${own}.${part}`) : errors(`${code as ActionErrorCode}.${part}`);
  const actions =
    code === "signed-out" ? (
      // Without a session, loading the page again leads to the sign-in and back here.
      <Button onClick={() => window.location.reload()}>{t("signIn")}</Button>
    ) : (
      props.actions
    );
  return (
    <ErrorState
      title={props.title ?? text("what")}
      meaning={
        props.title ? (
          <>
            {text("what")} {own || code === "signed-out" ? text("meaning") : t("onlyRead")}
          </>
        ) : (
          text("meaning")
        )
      }
      remedy={text("todo")}
      {...(reference ? { reference } : {})}
      {...(actions ? { actions } : {})}
      {...(props.className ? { className: props.className } : {})}
    />
  );
}

/** What is told in this page's own words: an action without an answer, and a code from a newer server. */
function lostOf(code: Code, isKnown: (code: ActionErrorCode) => boolean): Own | null {
  if (code === "network" || code === "outdated" || code === "changed") return code;
  return isKnown(code) ? null : "network";
}
