"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { startTransition, useOptimistic } from "react";
import { Segmented } from "@/components/ui/segmented";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/locales.ts";
import { DENSITIES, type Density, THEMES, type Theme } from "./preferences";

/** Keeps a choice. A server action, handed in from `app`, which components do not import. */
export type SavePreference = (
  preference:
    | { name: "theme"; value: Theme }
    | { name: "density"; value: Density }
    | { name: "locale"; value: (typeof LOCALES)[number] },
) => Promise<void>;

const ICONS = { system: <Monitor aria-hidden />, light: <Sun aria-hidden />, dark: <Moon aria-hidden /> };

/** Theme: shown at once, and kept for the next page. */
export function ThemeControl(props: { value: Theme; save: SavePreference }) {
  const t = useTranslations("shell.preferences");
  const [value, setValue] = useOptimistic(props.value);
  return (
    <Segmented
      label={t("theme")}
      options={THEMES.map((theme) => ({ value: theme, label: t(theme), icon: ICONS[theme] }))}
      value={value}
      onChange={(theme) =>
        startTransition(async () => {
          setValue(theme);
          document.documentElement.dataset.theme = theme;
          await props.save({ name: "theme", value: theme });
        })
      }
    />
  );
}

/** Density of tables and controls: shown at once, and kept for the next page. */
export function DensityControl(props: { value: Density; save: SavePreference }) {
  const t = useTranslations("shell.preferences");
  const [value, setValue] = useOptimistic(props.value);
  return (
    <Segmented
      label={t("density")}
      options={DENSITIES.map((density) => ({ value: density, label: t(density) }))}
      value={value}
      onChange={(density) =>
        startTransition(async () => {
          setValue(density);
          document.documentElement.dataset.density = density;
          await props.save({ name: "density", value: density });
        })
      }
    />
  );
}

/** Language: the page comes back in it. Each language stands in its own name. */
export function LanguageControl(props: { save: SavePreference; hideLabel?: boolean }) {
  const t = useTranslations("shell.preferences");
  const [value, setValue] = useOptimistic(useLocale());
  return (
    <Segmented
      label={t("language")}
      hideLabel={props.hideLabel ?? false}
      options={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
      value={value}
      onChange={(locale) =>
        startTransition(async () => {
          setValue(locale);
          await props.save({ name: "locale", value: locale });
        })
      }
    />
  );
}
