import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DENSITIES, DENSITY_COOKIE, oneOf, THEME_COOKIE, THEMES } from "@/components/shell/preferences";
import { TimeZoneSync } from "@/components/shell/time-zone-sync";
import { Announcer } from "@/components/ui/announcer";
import { Toaster } from "@/components/ui/toaster";
import { HTML_LANG } from "@/lib/i18n/locales.ts";
import { pickMessages } from "@/lib/i18n/messages.ts";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: t("appName"), template: `%s · ${t("appName")}` },
    description: t("appDescription"),
    icons: { icon: "/icon.svg" },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f7f7" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1517" },
  ],
};

/** Language, theme and density come from cookies, so that the first paint is already the right one. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, messages, jar] = await Promise.all([getLocale(), getMessages(), cookies()]);
  return (
    <html
      lang={HTML_LANG[locale]}
      data-theme={oneOf(THEMES, jar.get(THEME_COOKIE)?.value)}
      data-density={oneOf(DENSITIES, jar.get(DENSITY_COOKIE)?.value)}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body className="isolate min-h-dvh bg-canvas font-sans text-ink antialiased">
        <NextIntlClientProvider messages={pickMessages(messages, ["common", "shell"])}>
          <TimeZoneSync />
          {children}
          <Announcer />
          <Toaster />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
