/** Written by the browser, because no header tells the server where the person sits. */
export const TIME_ZONE_COOKIE = "timeZone";

/** The time zone a cookie names (IANA, possibly percent-encoded), or UTC when it names none that exists. */
export function chooseTimeZone(cookie: string | undefined): string {
  if (!cookie) return "UTC";
  try {
    const timeZone = decodeURIComponent(cookie);
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    // Not a time zone: a cookie is foreign input, and UTC is always right, if less handy.
    return "UTC";
  }
}
