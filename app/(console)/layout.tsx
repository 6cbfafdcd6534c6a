import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { setPreference } from "@/app/preferences/actions";
import { signOutAction } from "@/app/sign-in/actions";
import { isApple } from "@/components/keys/keys";
import { Messages } from "@/components/shell/messages";
import { NotReady } from "@/components/shell/not-ready";
import { DENSITIES, DENSITY_COOKIE, oneOf, THEME_COOKIE, THEMES } from "@/components/shell/preferences";
import { QueryProvider } from "@/components/shell/query-provider";
import { Shell } from "@/components/shell/shell";
import { atLeast } from "@/lib/auth/roles.ts";
import { requireSession } from "@/lib/auth/session.ts";
import { container } from "@/lib/container.ts";
import type { Environment, NoEnvironment } from "@/lib/engine/environment.ts";
import { refreshCatalogAction } from "./videos/actions";

/** Every screen behind the sign-in. Pages and actions check the session themselves as well. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  const environment = await environmentOrRefusal();
  if (environment instanceof Error) return <NotReady code={environment.code} />;
  const { kind, accountId, region } = environment;
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return (
    <QueryProvider>
      <Messages namespaces={["palette", "keys"]}>
        <Shell
          environment={{ kind, accountId, region }}
          user={{ name: user.name, username: user.username, role: user.role }}
          theme={oneOf(THEMES, jar.get(THEME_COOKIE)?.value)}
          density={oneOf(DENSITIES, jar.get(DENSITY_COOKIE)?.value)}
          apple={isApple(head.get("user-agent") ?? "")}
          actions={{
            save: setPreference,
            signOut: signOutAction,
            refresh: atLeast(user.role, "operator") ? refreshCatalogAction : null,
          }}
        >
          {children}
        </Shell>
      </Messages>
    </QueryProvider>
  );
}

/** While VOD does not say whose account this is there is no console to show, only why. */
async function environmentOrRefusal(): Promise<Environment | NoEnvironment> {
  try {
    return (await container()).environment;
  } catch (error) {
    // By name: Next bundles this module more than once, so its class is not one.
    if (error instanceof Error && error.name === "NoEnvironment") return error as NoEnvironment;
    throw error;
  }
}
