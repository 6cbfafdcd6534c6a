import type { formats } from "./lib/i18n/formats.ts";
import type { Locale } from "./lib/i18n/locales.ts";
import type { Messages } from "./lib/i18n/messages.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
    Formats: typeof formats;
  }
}
