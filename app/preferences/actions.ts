"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import {
  COLUMNS_COOKIE,
  DENSITIES,
  DENSITY_COOKIE,
  THEME_COOKIE,
  THEMES,
} from "@/components/shell/preferences";
import { LOCALE_COOKIE, LOCALES } from "@/lib/i18n/locales.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

const schema = z.discriminatedUnion("name", [
  z.object({ name: z.literal("theme"), value: z.enum(THEMES) }),
  z.object({ name: z.literal("density"), value: z.enum(DENSITIES) }),
  z.object({ name: z.literal("locale"), value: z.enum(LOCALES) }),
  // Read against the table's own names when it is used.
  z.object({ name: z.literal("columns"), value: z.string().regex(/^[a-z,]{1,200}$/) }),
]);

export type Preference = z.infer<typeof schema>;

const COOKIES: Record<Preference["name"], string> = {
  theme: THEME_COOKIE,
  density: DENSITY_COOKIE,
  locale: LOCALE_COOKIE,
  columns: COLUMNS_COOKIE,
};

/**
 * Keeps a choice of look or language in a cookie of this browser. Open to everybody, also before sign-in:
 * it changes nothing but how pages look to the caller. Anything of another form is ignored.
 */
export async function setPreference(input: Preference): Promise<void> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return;
  const jar = await cookies();
  jar.set(COOKIES[parsed.data.name], parsed.data.value, {
    path: "/",
    sameSite: "lax",
    httpOnly: true,
    maxAge: YEAR_SECONDS,
  });
}
