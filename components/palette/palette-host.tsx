"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense, useEffect, useState } from "react";
import { useKeys } from "@/components/keys/use-keys";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { fetchAhead, lazyPart } from "@/components/ui/lazy-part";
import { notify } from "@/components/ui/notify";
import { type Asked, ask, onAsk } from "./ask";
import type { CommandActions } from "./commands";

const Palette = lazyPart(async () => ({ default: (await import("./palette")).Palette }));
const KeySheet = lazyPart(async () => ({
  default: (await import("@/components/keys/key-sheet")).KeySheet,
}));
const PARTS = { palette: Palette, keys: KeySheet };

/**
 * The button of the palette, its key, and that of the help sheet. Both are loaded when they are first asked
 * for; until they are there, keys do nothing, so that what is typed ahead selects no rows.
 */
export function PaletteHost(props: { apple: boolean; actions: CommandActions }) {
  const t = useTranslations("palette");
  const [loading, setLoading] = useState(false);
  const [shown, setShown] = useState<Asked | null>(null);
  // Kept in the document after the first use, so that closing can be seen and gives the focus back.
  const [loaded, setLoaded] = useState<Partial<Record<Asked, true>>>({});
  const texts = { text: t("unloadable"), detail: t("unloadableDetail") };
  const open = (what: Asked) => {
    setLoading(true);
    PARTS[what]
      .fetch()
      .then(() => {
        setLoaded((was) => ({ ...was, [what]: true }));
        setShown(what);
      })
      .catch(() => notify({ ...texts, tone: "danger" }))
      .finally(() => setLoading(false));
  };
  useEffect(() => onAsk(open));
  useKeys({ palette: () => open("palette"), help: () => open("keys") });
  const close = (isOpen: boolean) => isOpen || setShown(null);

  return (
    <>
      <Button
        onClick={() => ask("palette")}
        onPointerEnter={() => void fetchAhead(Palette)}
        aria-haspopup="dialog"
        aria-keyshortcuts={props.apple ? "Meta+K" : "Control+K"}
        className="max-md:border-transparent! max-md:bg-transparent! max-md:px-2! max-md:shadow-none! md:font-normal! md:text-ink-faint! xl:w-56 xl:justify-start!"
      >
        <Search aria-hidden />
        <span className="max-xl:sr-only">{t("button")}</span>
        <Kbd className="-mr-1.5 max-md:hidden xl:ml-auto">{props.apple ? "⌘K" : "Ctrl K"}</Kbd>
      </Button>
      {loading && <div role="dialog" aria-label={t("label")} aria-busy />}
      {/* Their code has come: they stand where "loading" stood, and no key in between selects a row. */}
      <Suspense fallback={null}>
        {loaded.palette && (
          <Palette open={shown === "palette"} onOpenChange={close} actions={props.actions} />
        )}
        {loaded.keys && <KeySheet open={shown === "keys"} onOpenChange={close} />}
      </Suspense>
    </>
  );
}
