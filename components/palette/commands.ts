"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Keyboard, Languages, ListPlus, LogOut, RefreshCw, Rows3, SunMoon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { startTransition } from "react";
import { LINKS } from "@/components/shell/nav-links";
import type { SavePreference } from "@/components/shell/preference-controls";
import { DENSITIES, THEMES } from "@/components/shell/preferences";
import { notify } from "@/components/ui/notify";
import type { RefreshCatalog } from "@/components/videos/sync-line";
import { SYNC_KEY } from "@/components/videos/video-queries";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/locales.ts";
import { ask } from "./ask";
import type { Choice } from "./choice";
import { useVideosHref } from "./use-videos-href";

/** The server's part of the commands, handed in from `app`, which components do not import. */
export type CommandActions = {
  save: SavePreference;
  signOut: () => Promise<void>;
  /** null for whoever may not start a sync, and thus no deletion either. */
  refresh: RefreshCatalog | null;
};

/** Everything the palette can do. Looks that are already on are left out. */
export function useCommands(actions: CommandActions): Choice[] {
  const t = useTranslations("palette");
  const nav = useTranslations("shell.nav");
  const look = useTranslations("shell.preferences");
  const router = useRouter();
  const locale = useLocale();
  const client = useQueryClient();
  const videosHref = useVideosHref();
  const { save, signOut, refresh } = actions;
  const { theme: themeNow, density: densityNow } = document.documentElement.dataset;

  const keep = (preference: Parameters<SavePreference>[0]) =>
    startTransition(async () => {
      await save(preference).catch(() =>
        notify({ tone: "danger", text: t("notDone"), detail: t("notDoneDetail") }),
      );
    });
  const sync = async () => {
    const result = await refresh?.({ mode: "changes" }).catch(() => null);
    if (!result?.ok) return notify({ tone: "danger", text: t("notSynced"), detail: t("notDoneDetail") });
    notify({ tone: "ok", text: t("syncing") });
    await client.invalidateQueries({ queryKey: SYNC_KEY });
  };

  return [
    ...LINKS.map(({ href, text, icon }) => ({
      key: `go ${text}`,
      label: t("commands.go", { place: nav(text) }),
      icon,
      run: () => router.push(href),
    })),
    ...(refresh
      ? [
          {
            key: "import list",
            label: t("commands.import"),
            icon: ListPlus,
            run: () => router.push(videosHref("ids", "import")),
          },
          { key: "sync read library", label: t("commands.sync"), icon: RefreshCw, run: () => void sync() },
        ]
      : []),
    ...THEMES.filter((theme) => theme !== themeNow).map((theme) => ({
      key: `theme ${theme}`,
      label: t("commands.theme", { value: look(theme) }),
      icon: SunMoon,
      run: () => {
        document.documentElement.dataset.theme = theme;
        keep({ name: "theme", value: theme });
      },
    })),
    ...DENSITIES.filter((density) => density !== densityNow).map((density) => ({
      key: `density ${density}`,
      label: t("commands.density", { value: look(density) }),
      icon: Rows3,
      run: () => {
        document.documentElement.dataset.density = density;
        keep({ name: "density", value: density });
      },
    })),
    ...LOCALES.filter((one) => one !== locale).map((one) => ({
      key: `language ${one}`,
      label: t("commands.language", { value: LOCALE_NAMES[one] }),
      icon: Languages,
      run: () => keep({ name: "locale", value: one }),
    })),
    { key: "help keys", label: t("commands.keys"), icon: Keyboard, run: () => ask("keys") },
    {
      key: "sign-out",
      label: t("commands.sign-out"),
      icon: LogOut,
      run: () => startTransition(() => signOut()),
    },
  ];
}
