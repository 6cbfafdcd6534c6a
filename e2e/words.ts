import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import type { Locale } from "../lib/i18n/locales.ts";
import type { Messages } from "../lib/i18n/messages.ts";
import { fromRoot } from "./paths.ts";

/**
 * The console's own texts, so that one journey can be made in each language: `t("deletions.run.pause")` is
 * what the person reads. A key that does not exist fails the test instead of matching nothing.
 */
export function wordsOf(locale: Locale) {
  return createTranslator({
    locale,
    messages: messagesOf(locale),
    timeZone: "Asia/Shanghai",
    onError(error) {
      throw error;
    },
  });
}

export type Words = ReturnType<typeof wordsOf>;

/** For texts with marked parts: what remains is what a screen reader reads. */
export const plain = (chunks: string) => chunks;

/** Read as files: Playwright's compiler drops the attribute without which Node imports no JSON. */
function messagesOf(locale: Locale): Messages {
  const folder = fromRoot(`lib/i18n/messages/${locale}`);
  const namespaces = readdirSync(folder).map((file) => [
    path.basename(file, ".json"),
    JSON.parse(readFileSync(path.join(folder, file), "utf8")),
  ]);
  // A test of the console's own holds these files to that type.
  return Object.fromEntries(namespaces) as Messages;
}
