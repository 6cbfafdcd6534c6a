"use client";

import { ChartBarBig, Clapperboard, Settings, Trash2 } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/cx";

/** Where one can go; the palette offers the same. */
export const LINKS = [
  { href: "/", text: "overview", icon: ChartBarBig },
  { href: "/videos", text: "videos", icon: Clapperboard },
  { href: "/deletions", text: "deletions", icon: Trash2 },
  { href: "/settings", text: "settings", icon: Settings },
] as const;

/** The main navigation: in the header on wide screens, a bar at the foot on narrow ones. */
export function NavLinks() {
  const t = useTranslations("shell.nav");
  const path = usePathname();
  return (
    <nav
      aria-label={t("label")}
      className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-header max-md:h-(--tabbar-height) max-md:border-line max-md:border-t max-md:bg-surface"
    >
      <ul className="flex h-full items-stretch gap-1 max-md:justify-around">
        {LINKS.map(({ href, text, icon: Icon }) => {
          const here = path === href;
          const within = here || path.startsWith(`${href}/`);
          return (
            <li key={href} className="flex max-md:flex-1">
              <Link
                href={href}
                aria-current={here ? "page" : within ? "true" : undefined}
                className={cx(
                  "relative flex items-center gap-2 rounded-md px-3 font-medium text-sm transition-colors focus-visible:-outline-offset-2 max-md:w-full max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:text-2xs",
                  "after:absolute after:inset-x-3 after:-bottom-px after:h-0.5 after:rounded-full max-md:after:top-0 max-md:after:bottom-auto",
                  within ? "text-ink after:bg-accent" : "text-ink-muted hover:text-ink",
                )}
              >
                <Icon aria-hidden className={cx("size-4 max-md:size-5", within && "text-accent-ink")} />
                {t(text)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
