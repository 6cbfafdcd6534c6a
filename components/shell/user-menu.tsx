"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import { Popover } from "@/components/ui/popover";
import { Initial } from "./initial";
import type { UserMenuProps } from "./user-menu-panel";

const UserMenuPanel = lazyPart(
  async () => ({ default: (await import("./user-menu-panel")).UserMenuPanel }),
  "in-place",
);

/** Who is signed in, how the console looks to them, and the way out. */
export function UserMenu(props: UserMenuProps) {
  const t = useTranslations("shell");
  const { user } = props;
  return (
    <Popover
      preload={UserMenuPanel}
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
      {(close) => <UserMenuPanel {...props} onClose={close} />}
    </Popover>
  );
}
