import { cookies } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { setPreference } from "@/app/preferences/actions";
import { signOutAction } from "@/app/sign-in/actions";
import { DENSITIES, DENSITY_COOKIE, oneOf, THEME_COOKIE, THEMES } from "@/components/shell/preferences";
import { QueryProvider } from "@/components/shell/query-provider";
import { Shell } from "@/components/shell/shell";
import { requireSession } from "@/lib/auth/session.ts";
import { container } from "@/lib/container.ts";

/** Every screen behind the sign-in. Pages and actions check the session themselves as well. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  const [{ environment }, jar] = await Promise.all([container(), cookies()]);
  const { kind, accountId, region } = environment;
  return (
    <NuqsAdapter>
      <QueryProvider>
        <Shell
          environment={{ kind, accountId, region }}
          user={{ name: user.name, username: user.username, role: user.role }}
          theme={oneOf(THEMES, jar.get(THEME_COOKIE)?.value)}
          density={oneOf(DENSITIES, jar.get(DENSITY_COOKIE)?.value)}
          save={setPreference}
          signOut={signOutAction}
        >
          {children}
        </Shell>
      </QueryProvider>
    </NuqsAdapter>
  );
}
