import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { type RunningConsole, startConsole } from "./console.ts";
import type { Sandbox } from "./sandbox.ts";
import { type Words, wordsOf } from "./words.ts";

type OfTest = {
  sandbox: Sandbox;
  /** The console's texts in English. */
  t: Words;
  /** Titles of this test's videos begin with it. No other test's do. */
  prefix: string;
  /** What the browser may complain about; anything else fails the test. */
  allowedComplaints: RegExp[];
  /** A browser of another person: nothing of the first one's is in it. */
  openBrowser: () => Promise<Page>;
};
type OfWorker = { app: RunningConsole };

/**
 * Every test has a console in production build, a sandbox it can upset, and a browser whose complaints
 * fail it.
 */
export const test = base.extend<OfTest, OfWorker>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
    async ({}, use) => {
      const app = await startConsole();
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 150_000 },
  ],
  baseURL: async ({ app }, use) => use(app.url),
  sandbox: async ({ app }, use) => {
    await app.sandbox.clearFaults();
    await use(app.sandbox);
    await app.sandbox.clearFaults();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
  t: async ({}, use) => use(wordsOf("en")),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
  prefix: async ({}, use, { testId, retry }) => use(`t${testId.replace(/\W/g, "").slice(-10)}${retry}`),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
  allowedComplaints: async ({}, use) => use([]),
  context: async ({ context, allowedComplaints }, use) => {
    const complaints = watch(context);
    await use(context);
    judge(complaints, allowedComplaints);
  },
  openBrowser: async ({ browser, baseURL, allowedComplaints, contextOptions, locale, timezoneId }, use) => {
    const opened: { context: BrowserContext; complaints: string[] }[] = [];
    await use(async () => {
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL && { baseURL }),
        ...(locale && { locale }),
        ...(timezoneId && { timezoneId }),
      });
      opened.push({ context, complaints: watch(context) });
      return context.newPage();
    });
    for (const { context, complaints } of opened) {
      await context.close();
      judge(complaints, allowedComplaints);
    }
  },
});

test.afterEach(async ({ app }, testInfo) => {
  if (testInfo.status === testInfo.expectedStatus) return;
  await testInfo.attach("console.log", { path: app.logFiles.console, contentType: "text/plain" });
  await testInfo.attach("sandbox.log", { path: app.logFiles.sandbox, contentType: "text/plain" });
});

export { expect } from "@playwright/test";

function watch(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (problem) => complaints.push(String(problem.error().stack ?? problem.error())));
  return complaints;
}

function judge(complaints: readonly string[], allowed: readonly RegExp[]): void {
  const unexpected = complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
  if (unexpected.length > 0) throw new Error(`the browser complained:\n${unexpected.join("\n")}`);
}
