import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { CommandActions } from "@/components/palette/commands";
import { PaletteHost } from "@/components/palette/palette-host";
import { BrandMark } from "./brand";
import { EnvironmentBar, type ShownEnvironment } from "./environment-bar";
import { NavLinks } from "./nav-links";
import type { Density, Theme } from "./preferences";
import { UserMenu } from "./user-menu";
import type { ShownUser } from "./user-menu-panel";

/**
 * What surrounds every screen: environment, navigation, the person. It takes `--shell-height` of the window
 * (`h-[calc(100dvh-var(--shell-height))]` is the rest, for a screen that scrolls inside itself).
 */
export function Shell(props: {
  environment: ShownEnvironment;
  user: ShownUser;
  theme: Theme;
  density: Density;
  /** Whether the browser runs on one of Apple's machines, whose keys have other labels. */
  apple: boolean;
  actions: CommandActions;
  children: ReactNode;
}) {
  const t = useTranslations("shell");
  const name = useTranslations("common")("appName");
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-toast -translate-y-16 rounded-md bg-accent px-4 py-2 font-medium text-accent-on text-sm focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <div className="sticky top-0 z-header">
        <EnvironmentBar environment={props.environment} />
        <header className="flex h-(--header-height) items-stretch gap-6 border-line border-b bg-surface px-gutter">
          <Link
            href="/"
            className="-mx-1 flex items-center gap-2.5 self-center rounded-md px-1 py-1 font-semibold text-ink text-sm"
          >
            <BrandMark />
            <span className="max-sm:max-w-44 max-sm:truncate">{name}</span>
          </Link>
          <NavLinks />
          <div className="-mr-2 ml-auto flex items-center gap-2">
            <PaletteHost apple={props.apple} actions={props.actions} />
            <UserMenu
              user={props.user}
              theme={props.theme}
              density={props.density}
              save={props.actions.save}
              signOut={props.actions.signOut}
            />
          </div>
        </header>
      </div>
      <main id="main" tabIndex={-1} className="px-gutter pt-5 pb-[calc(var(--tabbar-height)+1.5rem)]">
        {props.children}
      </main>
    </>
  );
}
