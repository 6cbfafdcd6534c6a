"use client";

import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Toaster as Base, toast } from "sonner";
import { takeNotices } from "./notify";

const ICONS = {
  ok: <CircleCheck aria-hidden className="size-4 text-ok-ink" />,
  danger: <CircleAlert aria-hidden className="size-4 text-danger-ink" />,
  neutral: <Info aria-hidden className="size-4 text-ink-muted" />,
};

/** Pixels between a bar with the page's main action and the notices above it. */
const GAP = 12;

/** The loaded half of `Toaster`. */
export default function Toasts() {
  const t = useTranslations("common");
  /** Pixels that a bar with the page's main action takes, and some above it: no notice lies over that. */
  const [barHeight, setBarHeight] = useState(0);
  useEffect(
    () =>
      takeNotices((notice) => {
        const bar = document.querySelector<HTMLElement>("[data-action-bar]");
        setBarHeight(bar ? bar.offsetHeight + GAP : 0);
        toast(notice.text, {
          icon: ICONS[notice.tone ?? "neutral"],
          ...(notice.detail ? { description: notice.detail } : {}),
          ...(notice.action ? { action: notice.action } : {}),
          duration: notice.action ? 10_000 : 5_000,
        });
      }),
    [],
  );
  return (
    <Base
      position="bottom-right"
      className="font-sans!"
      closeButton
      expand
      containerAriaLabel={t("notices")}
      offset={{ bottom: `calc(1.5rem + ${barHeight}px)` }}
      mobileOffset={{ bottom: `calc(var(--tabbar-height) + 0.75rem + ${barHeight}px)` }}
      toastOptions={{
        closeButtonAriaLabel: t("close"),
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-start gap-2.5 rounded-lg bg-raised px-4 py-3 pr-9 text-ink text-sm shadow-popup",
          title: "font-medium",
          description: "text-ink-muted",
          content: "min-w-0 flex-1",
          icon: "pt-0.5",
          actionButton:
            "-my-0.5 h-6 shrink-0 rounded-sm px-2 font-medium text-accent-ink text-sm hover:bg-accent-soft hover:underline",
          closeButton:
            "absolute top-2 right-1.5 grid size-7 place-items-center rounded-sm text-ink-faint hover:bg-hover hover:text-ink",
        },
      }}
    />
  );
}
