"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { lazyOnPress } from "@/components/ui/lazy-part";

const DiscardDialog = lazyOnPress(async () => ({
  default: (await import("./discard-dialog")).DiscardDialog,
}));

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
