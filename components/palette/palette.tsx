"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isApple, keyOf } from "@/components/keys/keys";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { DIALOG } from "@/components/ui/dialog-look";
import { Kbd } from "@/components/ui/kbd";
import type { Choice } from "./choice";
import type { CommandActions } from "./commands";
import { type Fault, type Section, useResults } from "./use-results";

type Props = { open: boolean; onOpenChange: (open: boolean) => void; actions: CommandActions };

/** A field that finds videos, deletions, views and commands, and one list of what it found. */
export function Palette({ open, onOpenChange, actions }: Props) {
  const t = useTranslations("palette");
  const close = () => onOpenChange(false);
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => onOpenChange(isOpen)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={DIALOG.backdrop} />
        <Dialog.Viewport className="fixed inset-0 z-dialog flex items-start justify-center p-4 pt-[12dvh] max-sm:p-0">
          <Dialog.Popup
            aria-label={t("label")}
            onKeyDown={(event) => {
              // The key that opened it closes it; left alone, it would be the browser's.
              if (keyOf(event.nativeEvent, isApple(navigator.platform)) !== "palette") return;
              event.preventDefault();
              close();
            }}
            className={cx(
              DIALOG.popup,
              "overflow-hidden sm:max-h-[70dvh]! sm:max-w-2xl max-sm:max-h-dvh! max-sm:rounded-t-none",
            )}
          >
            <PaletteBody actions={actions} close={close} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ actions, close }: { actions: CommandActions; close: () => void }) {
  const t = useTranslations("palette");
  const common = useTranslations("common");
  const [text, setText] = useState("");
  const { wanted, sections, faults, searching, more, shownOfMore, retry } = useResults(text, actions);
  const count = sections.reduce((sum, { items }) => sum + items.length, 0) - (more ? 1 : 0);
  const said = searching
    ? t("searching")
    : wanted !== "" && (count > 0 || faults.length === 0)
      ? t(more ? "foundOfMore" : "found", { count, text: wanted })
      : "";
  return (
    <Autocomplete.Root
      open
      inline
      items={sections}
      filter={null}
      value={text}
      // Choosing a line would write it into the field.
      onValueChange={(value, { reason }) => reason !== "item-press" && setText(value)}
      itemToStringValue={(choice: Choice) => choice.label}
      autoHighlight="always"
      keepHighlight
    >
      <div className="flex items-center gap-3 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <Autocomplete.Input
          aria-label={t("input")}
          placeholder={t("hint")}
          maxLength={200}
          className="h-12 min-w-0 flex-1 bg-transparent text-ink text-md text-ellipsis outline-none placeholder:text-ink-faint"
        />
        <Dialog.Close render={<Button size="sm" variant="ghost" />}>{common("close")}</Dialog.Close>
      </div>
      {faults.length > 0 && <Faults faults={faults} retry={retry} />}
      <Autocomplete.List aria-label={t("results")} className="min-h-0 overflow-y-auto p-2 empty:p-0">
        {(section: Section) => (
          <Autocomplete.Group key={section.key} items={section.items} className="not-first:mt-2">
            <Autocomplete.GroupLabel className="px-2.5 py-1 text-ink-muted text-xs">
              {t(`sections.${section.key}`)}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(choice: Choice) => (
                <Autocomplete.Item
                  key={choice.key}
                  value={choice}
                  onClick={() => {
                    close();
                    choice.run();
                  }}
                  className="flex min-h-9 cursor-default select-none items-center gap-3 rounded-md px-2.5 py-1 text-ink text-sm outline-none data-highlighted:bg-accent-soft data-highlighted:text-accent-ink"
                >
                  <choice.icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{choice.label}</span>
                    {choice.id && (
                      <code className="block truncate font-mono text-2xs text-ink-muted">{choice.id}</code>
                    )}
                  </span>
                  {choice.detail && (
                    <span className="max-w-1/2 shrink-0 truncate text-ink-muted text-xs tabular-nums">
                      {choice.detail}
                    </span>
                  )}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <div
        className={cx(
          "flex min-h-9 items-center gap-4 border-line px-4 py-1.5 text-ink-muted text-xs",
          count > 0 && "border-t",
          // Without the keys and with nothing to say, no empty strip stays on a phone.
          said === "" && "max-sm:min-h-0 max-sm:py-0",
        )}
      >
        <p role="status" className="min-w-0 flex-1">
          {said}
          {shownOfMore !== null && !searching && ` ${t("moreDeletions", { count: shownOfMore })}`}
        </p>
        <p className="flex shrink-0 items-center gap-1.5 max-sm:hidden">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> {t("move")}
          <Kbd className="ml-2">↵</Kbd> {t("choose")}
          <Kbd className="ml-2">Esc</Kbd> {t("close")}
        </p>
      </div>
    </Autocomplete.Root>
  );
}

/** What could not be searched. The rest of the list is still good. */
function Faults({ faults, retry }: { faults: readonly Fault[]; retry: () => void }) {
  const t = useTranslations("palette.failed");
  const signedOut = faults.some(({ code }) => code === "signed-out");
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2 text-sm"
    >
      <p className="min-w-0 flex-1 text-danger-ink">
        {signedOut ? t("signedOut") : faults.map(({ what }) => t(what)).join(" ")} {t("calm")}
      </p>
      {/* Without a session, loading the page again leads to the sign-in and back here. */}
      <Button size="sm" onClick={() => (signedOut ? window.location.reload() : retry())}>
        {t(signedOut ? "signIn" : "retry")}
      </Button>
    </div>
  );
}
