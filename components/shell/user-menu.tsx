"use client";

import { ChevronDown, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { DensityControl, LanguageControl, type SavePreference, ThemeControl } from "./preference-controls";
import type { Density, Theme } from "./preferences";
import { SignOutButton } from "./sign-out-button";

export type ShownUser = {
  name: string;
  username: string;
  role: "viewer" | "operator" | "approver" | "admin";
};

/** Who is signed in, how the console looks to them, and the way out. */
export function UserMenu(props: {
  user: ShownUser;
  theme: Theme;
  density: Density;
  save: SavePreference;
  signOut: () => Promise<void>;
}) {
  const t = useTranslations("shell");
  const { user } = props;
  return (
    <Popover
      label={t("userMenu")}
      align="end"
      className="w-72"
      trigger={(attributes) => (
        <Button {...attributes} variant="ghost" aria-label={t("userMenuOf", { name: user.name })}>
          <Initial name={user.name} />
          <span className="max-w-32 truncate max-md:hidden">{user.name}</span>
          <ChevronDown aria-hidden className="-mr-1 text-ink-faint" />
        </Button>
      )}
    >
      <div className="flex items-center gap-3 border-line border-b p-4">
        <Initial name={user.name} />
        <div className="min-w-0 text-sm">
          <p className="truncate font-semibold text-ink">{user.name}</p>
          <p className="truncate text-ink-muted text-xs">
            {t("signedInAs", { username: user.username, role: t(`roles.${user.role}`) })}
          </p>
        </div>
      </div>
      <div className="grid gap-3 p-4">
        <ThemeControl value={props.theme} save={props.save} />
        <DensityControl value={props.density} save={props.save} />
        <LanguageControl save={props.save} />
      </div>
      <form action={props.signOut} className="border-line border-t p-2">
        <SignOutButton>
          <LogOut aria-hidden />
          {t("signOut")}
        </SignOutButton>
      </form>
    </Popover>
  );
}

function Initial({ name }: { name: string }) {
  const [first = "?"] = name.trim();
  return (
    <span
      aria-hidden
      className="grid size-6 shrink-0 place-items-center rounded-full border border-accent-line bg-accent-soft font-semibold text-2xs text-accent-ink"
    >
      {first.toUpperCase()}
    </span>
  );
}
