"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { ChangeFailure } from "./setting-actions";

/** What went wrong with a change, what it means, what to do, and the reference to quote. */
export function ChangeFailureNote({ failure }: { failure: ChangeFailure | null }) {
  const errors = useTranslations("errors");
  const t = useTranslations("protections");
  if (!failure) return null;
  const { code, reference } = failure;
  const text = (part: "what" | "meaning" | "todo") =>
    code === "network" ? t(`network.${part}`) : errors(`${code}.${part}`);
  return (
    <Banner tone="danger" role="alert" title={text("what")}>
      <p>{text("meaning")}</p>
      <p>{text("todo")}</p>
      {code === "signed-out" && (
        // Without a session, loading the page again leads to the sign-in and back here.
        <Button size="sm" className="mt-2" onClick={() => window.location.reload()}>
          {t("signIn")}
        </Button>
      )}
      {reference && <p className="mt-1 font-mono text-xs">{errors("reference", { reference })}</p>}
    </Banner>
  );
}
