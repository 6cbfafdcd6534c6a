"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SignInNotice } from "./sign-in-notice";
import type { SignInAction } from "./sign-in-state";
import { SubmitButton } from "./submit-button";

export type OfferedAccount = { username: string; name: string; role: "viewer" | "operator" | "admin" };

/** Name and password, and in the sandbox a button per demo account. Works before any script has run. */
export function SignInForm(props: {
  action: SignInAction;
  /** Where to go once signed in; the server checks it again. */
  next: string;
  /** Why the page is shown; gives way to what became of an attempt. */
  reason: ReactNode;
  demoAccounts: readonly OfferedAccount[];
}) {
  const t = useTranslations("auth");
  const [state, submit] = useActionState(props.action, { kind: "idle" });
  const typed = state.kind === "idle" ? "" : state.username;

  return (
    <div className="grid gap-5">
      {state.kind === "idle" ? props.reason : <SignInNotice state={state} />}
      <form action={submit} className="grid gap-4">
        <input type="hidden" name="next" value={props.next} />
        <Field label={t("username")}>
          {(control) => (
            <Input
              {...control}
              name="username"
              defaultValue={typed}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={200}
              required
            />
          )}
        </Field>
        <Field label={t("password")}>
          {(control) => (
            <Input
              {...control}
              name="password"
              type="password"
              autoComplete="current-password"
              maxLength={1000}
              required
            />
          )}
        </Field>
        <SubmitButton variant="primary">{t("submit")}</SubmitButton>
      </form>
      {props.demoAccounts.length > 0 && (
        <section aria-labelledby="demo-accounts" className="grid gap-3 border-line border-t pt-5">
          <div>
            <h2 id="demo-accounts" className="text-base text-ink">
              {t("demo.title")}
            </h2>
            <p className="mt-0.5 text-ink-muted text-sm">{t("demo.text")}</p>
          </div>
          <ul className="grid gap-3">
            {props.demoAccounts.map((account) => (
              <li key={account.username}>
                <form action={submit} className="grid gap-1.5">
                  <input type="hidden" name="next" value={props.next} />
                  <input type="hidden" name="demo" value={account.username} />
                  <SubmitButton describedBy={`may-${account.username}`}>
                    {t("demo.enter", { role: t(`role.${account.role}`) })}
                  </SubmitButton>
                  <p id={`may-${account.username}`} className="text-ink-muted text-xs">
                    {t(`demo.may.${account.role}`)}
                  </p>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
