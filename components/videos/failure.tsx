"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/ui/error-state";
import type { ActionErrorCode } from "@/lib/actions/errors.ts";

type Code = ActionErrorCode | "network";

/** A failed read or action in three parts: what happened, what it means, what to do; with its reference. */
export function Failure(props: {
  error: { code: Code; reference?: string | undefined };
  title?: string;
  actions?: ReactNode;
  className?: string;
}) {
  const errors = useTranslations("errors");
  const t = useTranslations("videos");
  const { code, reference } = props.error;
  const own = code === "network" || !errors.has(`${code}.what`);
  const text = (part: "what" | "meaning" | "todo") =>
    own ? t(`network.${part}`) : errors(`${code as ActionErrorCode}.${part}`);
  return (
    <ErrorState
      title={props.title ?? text("what")}
      meaning={
        props.title ? (
          <>
            {text("what")} {text("meaning")}
          </>
        ) : (
          text("meaning")
        )
      }
      remedy={text("todo")}
      {...(reference ? { reference } : {})}
      {...(props.actions ? { actions: props.actions } : {})}
      {...(props.className ? { className: props.className } : {})}
    />
  );
}
