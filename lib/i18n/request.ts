import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { formats } from "./formats.ts";
import { chooseLocale, LOCALE_COOKIE } from "./locales.ts";
import { loadMessages } from "./messages.ts";
import { chooseTimeZone, TIME_ZONE_COOKIE } from "./time-zone.ts";

/** What next-intl needs to know of one request: language, texts, formats, time zone, and one common now. */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(jar.get(LOCALE_COOKIE)?.value, head.get("accept-language"));
  return {
    locale,
    messages: await loadMessages(locale),
    formats,
    timeZone: chooseTimeZone(jar.get(TIME_ZONE_COOKIE)?.value),
    now: new Date(),
  };
});
