import { describe, expect, it } from "vitest";
import en from "@/lib/i18n/messages/en/videos.json";
import zh from "@/lib/i18n/messages/zh/videos.json";
import { KNOWN } from "./video-words";

describe.each(Object.entries({ en, zh }))("in %s", (_locale, texts) => {
  it.each(Object.entries(KNOWN))("every known %s has a name, and no name is left over", (group, values) => {
    const names: Record<string, Record<string, string>> = texts.values;
    expect(Object.keys(names[group] ?? {}).sort()).toEqual([...values].sort());
  });
});
