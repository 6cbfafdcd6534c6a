import type { Locale } from "./locales.ts";
import type auth from "./messages/en/auth.json";
import type common from "./messages/en/common.json";
import type connection from "./messages/en/connection.json";
import type deletions from "./messages/en/deletions.json";
import type errors from "./messages/en/errors.json";
import type forecast from "./messages/en/forecast.json";
import type keys from "./messages/en/keys.json";
import type lists from "./messages/en/lists.json";
import type outcomes from "./messages/en/outcomes.json";
import type overview from "./messages/en/overview.json";
import type palette from "./messages/en/palette.json";
import type prices from "./messages/en/prices.json";
import type protections from "./messages/en/protections.json";
import type settings from "./messages/en/settings.json";
import type shell from "./messages/en/shell.json";
import type videos from "./messages/en/videos.json";
import type views from "./messages/en/views.json";

/** Every text of the console, by namespace. English is the reference; a test holds the others to it. */
export type Messages = {
  common: typeof common;
  shell: typeof shell;
  auth: typeof auth;
  videos: typeof videos;
  deletions: typeof deletions;
  errors: typeof errors;
  forecast: typeof forecast;
  outcomes: typeof outcomes;
  lists: typeof lists;
  keys: typeof keys;
  palette: typeof palette;
  views: typeof views;
  overview: typeof overview;
  prices: typeof prices;
  settings: typeof settings;
  connection: typeof connection;
  protections: typeof protections;
};

export type Namespace = keyof Messages;

/** The texts of one language, from `messages/<locale>/<namespace>.json`. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case "en":
      return (await import("./messages-en.ts")).default;
    case "zh":
      return (await import("./messages-zh.ts")).default;
    default:
      return locale satisfies never;
  }
}

/** Only these namespaces: what is sent to the browser is what the page needs. */
export function pickMessages<const N extends readonly Namespace[]>(
  messages: Messages,
  namespaces: N,
): Pick<Messages, N[number]> {
  const picked: Partial<Messages> = {};
  const take = <K extends Namespace>(name: K) => {
    picked[name] = messages[name];
  };
  for (const name of namespaces) take(name);
  // Every name of N has just been filled in, which the type of a loop cannot say.
  return picked as Pick<Messages, N[number]>;
}
