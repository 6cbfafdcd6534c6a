import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { setPreference } from "@/app/preferences/actions";
import { SignInForm } from "@/components/auth/sign-in-form";
import { BrandMark } from "@/components/shell/brand";
import { Messages } from "@/components/shell/messages";
import { LanguageControl } from "@/components/shell/preference-controls";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { DEMO_ACCOUNTS } from "@/lib/auth/demo-accounts.ts";
import { HOME_PATH, safeNext } from "@/lib/auth/safe-next.ts";
import { currentSession } from "@/lib/auth/session.ts";
import { env } from "@/lib/env.ts";
import { signInAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("title") };
}

/** Who are you? Local accounts; in the sandbox, demo accounts with one click. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next: asked, reason } = await searchParams;
  const next = safeNext(asked);
  if (await currentSession()) redirect(next);

  const [t, common] = await Promise.all([getTranslations("auth"), getTranslations("common")]);
  const { vod } = env();
  const demoAccounts =
    vod.kind === "sandbox" ? DEMO_ACCOUNTS.map(({ username, name, role }) => ({ username, name, role })) : [];

  return (
    <main id="main" className="grid min-h-dvh content-center justify-items-center px-4 py-10">
      <div className="grid w-full max-w-sm gap-5">
        <header className="grid gap-1">
          <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
            <p className="flex items-center gap-2 font-medium text-ink">
              <BrandMark />
              {common("appName")}
            </p>
            <LanguageControl save={setPreference} hideLabel />
          </div>
          <h1 className="text-ink text-xl">{t("title")}</h1>
          <p className="text-ink-muted text-sm">
            {vod.kind === "sandbox" ? t("where.sandbox") : t("where.live", { region: vod.region })}
          </p>
        </header>
        <Card className="p-5">
          <Messages namespaces={["auth"]}>
            <SignInForm
              action={signInAction}
              next={next}
              demoAccounts={demoAccounts}
              reason={
                reason === "expired" || reason === "signed-out" ? (
                  <Banner tone="neutral" role="status" title={t(`reason.${reason}.title`)}>
                    {t(`reason.${reason}.text`)}
                  </Banner>
                ) : null
              }
            />
          </Messages>
        </Card>
        {next !== HOME_PATH && (
          <p className="break-all text-ink-muted text-xs">{t("backTo", { path: next })}</p>
        )}
      </div>
    </main>
  );
}
