import { expect, test } from "vitest";
import { chooseLocale } from "./locales.ts";
import { chooseTimeZone } from "./time-zone.ts";

test("a person's own choice comes before the browser's wish", () => {
  expect(chooseLocale("en", "zh-CN,zh;q=0.9")).toBe("en");
  expect(chooseLocale("zh", "en")).toBe("zh");
});

test("without a choice the browser's weightiest known language decides", () => {
  expect(chooseLocale(undefined, "fr-FR,zh-CN;q=0.8,en;q=0.7")).toBe("zh");
  expect(chooseLocale(undefined, "zh;q=0.2, en-GB;q=0.9")).toBe("en");
  expect(chooseLocale(undefined, "zh-Hans-CN")).toBe("zh");
});

test("a language refused with q=0 is not chosen", () => {
  expect(chooseLocale(undefined, "zh;q=0,de")).toBe("en");
});

test("anything unknown leads to English", () => {
  expect(chooseLocale("xx", null)).toBe("en");
  expect(chooseLocale("../zh", "*")).toBe("en");
  expect(chooseLocale(undefined, "")).toBe("en");
});

test("a time zone that does not exist leads to UTC", () => {
  expect(chooseTimeZone("Asia%2FShanghai")).toBe("Asia/Shanghai");
  expect(chooseTimeZone("Asia/Shanghai")).toBe("Asia/Shanghai");
  expect(chooseTimeZone("Mars/Olympus")).toBe("UTC");
  expect(chooseTimeZone("%E0%A4%A")).toBe("UTC");
  expect(chooseTimeZone(undefined)).toBe("UTC");
});
