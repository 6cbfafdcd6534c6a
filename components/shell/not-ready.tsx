import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

const CAUSES = [
  [
    /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|Credentials)/,
    "credentials",
  ],
  [/time-?stamp/i, "clock"],
  [/^(Forbidden|NoPermission|OperationDenied)/, "permission"],
  [/^(Connection|Timeout|CutBody|UnreadableAnswer)/, "network"],
] as const;

/** Instead of the console, while VOD does not say whose account this is. `code` is VOD's or the client's. */
export async function NotReady({ code }: { code: string }) {
  const t = await getTranslations("shell.notReady");
  const cause = CAUSES.find(([pattern]) => pattern.test(code))?.[1] ?? "other";
  return (
    <main className="mx-auto grid min-h-dvh max-w-2xl content-center p-6">
      <ErrorState
        title={t("title")}
        meaning={t("meaning")}
        remedy={t(cause)}
        reference={code}
        actions={
          <a href="/videos" className={buttonClass("primary")}>
            {t("again")}
          </a>
        }
      />
    </main>
  );
}
