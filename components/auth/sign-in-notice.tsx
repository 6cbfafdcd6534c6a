import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import type { SignInState } from "./sign-in-state";

/** Why the last attempt did not lead in, and what to do. */
export function SignInNotice({ state }: { state: SignInState }) {
  const t = useTranslations("auth.refused");
  switch (state.kind) {
    case "idle":
      return null;
    case "too-many":
      return (
        <Banner tone="warn" role="alert" title={t("too-many.title")}>
          {t("too-many.text", { minutes: Math.ceil(state.waitSeconds / 60) })}
        </Banner>
      );
    case "internal":
      return (
        <Banner tone="danger" role="alert" title={t("internal.title")}>
          {t("internal.text", { reference: state.reference })}
        </Banner>
      );
    case "wrong":
    case "incomplete":
    case "foreign-origin":
      return (
        <Banner tone="warn" role="alert" title={t(`${state.kind}.title`)}>
          {t(`${state.kind}.text`)}
        </Banner>
      );
    default:
      return state satisfies never;
  }
}
