"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";

const DiscardDialog = dynamic(() => import("./discard-dialog").then((module) => module.DiscardDialog), {
  // A boundary of its own: without it the whole page gives way, and the focus is lost, while this loads.
  loading: () => null,
});

/** Puts away a deletion that nobody has confirmed, once a person has said so twice. */
export function DiscardButton({ id, className }: { id: string; className?: string }) {
  const t = useTranslations("deletions.plan");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" size="sm" onClick={() => setOpen(true)} className={className}>
        {t("discard")}
      </Button>
      {open && <DiscardDialog id={id} onClose={() => setOpen(false)} />}
    </>
  );
}
