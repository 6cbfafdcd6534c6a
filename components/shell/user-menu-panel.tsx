"use client";

import { Keyboard, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { ask } from "@/components/palette/ask";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Initial } from "./initial";
import { DensityControl, LanguageControl, type SavePreference, ThemeControl } from "./preference-controls";
import type { Density, Theme } from "./preferences";
import { SignOutButton } from "./sign-out-button";

export type ShownUser = {
  name: string;
  username: string;
  role: "viewer" | "operator" | "approver" | "admin";
};

export type UserMenuProps = {
  user: ShownUser;
  theme: Theme;
  density: Density;
  save: SavePreference;
  signOut: () => Promise<void>;
};

/** What opens below the person's name, in a file of its own so that it can be loaded when it is asked for. */
export function UserMenuPanel(props: UserMenuProps & { onClose: () => void }) {
  const t = useTranslations("shell");
  const keys = useTranslations("keys");
  const { user } = props;
  return (
    <>
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
      <div className="grid gap-1 border-line border-t p-2">
        <Button
          variant="ghost"
          className="justify-start!"
          onClick={() => {
            props.onClose();
            ask("keys");
          }}
        >
          <Keyboard aria-hidden />
          {keys("open")}
          <Kbd className="ml-auto">?</Kbd>
        </Button>
        <form action={props.signOut}>
          <SignOutButton>
            <LogOut aria-hidden />
            {t("signOut")}
          </SignOutButton>
        </form>
      </div>
    </>
  );
}
