import { createTranslator } from "next-intl";
import type { Locale } from "../lib/i18n/locales.ts";
import en from "../lib/i18n/messages-en.ts";
import zh from "../lib/i18n/messages-zh.ts";

/**
 * The console's own texts, so that one journey can be made in each language: `t("deletions.run.pause")` is
 * what the person reads. A key that does not exist fails the test instead of matching nothing.
 */
export function wordsOf(locale: Locale) {
  return createTranslator({
    locale,
    messages: locale === "zh" ? zh : en,
    timeZone: "Asia/Shanghai",
    onError(error) {
      throw error;
    },
  });
}

export type Words = ReturnType<typeof wordsOf>;

/** For texts with marked parts: what remains is what a screen reader reads. */
export const plain = (chunks: string) => chunks;
