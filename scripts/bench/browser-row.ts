import { type Browser, chromium } from "@playwright/test";
import { DEMO_ACCOUNTS } from "../../lib/auth/demo-accounts.ts";
import { findChromium } from "../find-chromium.ts";
import { startBenchConsole } from "./browser-console.ts";
import { heapBytes, openVideos, pressUntil, SLOWED, scroll, searchFor, slowDown } from "./browser-page.ts";
import type { Target } from "./engine-parts.ts";
import type { Measurement, Size, StoreKind } from "./measurement.ts";

/** A wheel turned steadily: some sixty rows a second. */
const SCROLL = { pxPerSecond: 3_000, seconds: 3 };
/** Loaded before the scroll back through them. */
const DEEP_ROWS = 5_000;
const MEBIBYTE = 1024 * 1024;

/** The table of videos in Chromium, its processor slowed four times, over the whole library. */
export async function browserRow(target: Target, store: StoreKind, size: Size): Promise<Measurement[]> {
  const executablePath = findChromium();
  if (!executablePath) return [];
  const app = await startBenchConsole(target, size.videos);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const measured = await measurePage(browser, app.url, size.videos);
    const own = { row: "browser", store } as const;
    const most = { ...own, bound: "most" } as const;
    const { gzipBytes, fresh, deep, selectMs, clearMs, frequentMs, rareMs, heap } = measured;
    return [
      { ...most, what: "start to ready", measured: app.startToReadyMs / 1000, unit: "s", budget: 3 },
      { ...most, what: "scripts of /videos, gzip", measured: gzipBytes / 1000, unit: "kB", budget: 190 },
      ...scrolled("3 s down from the top, rows arriving", fresh),
      ...scrolled(`3 s up through ${measured.deepRows} loaded rows`, deep),
      { ...most, what: "select all matching", measured: selectMs, unit: "ms", budget: null },
      { ...most, what: "clear it", measured: clearMs, unit: "ms", budget: null },
      { ...most, what: "both together", measured: selectMs + clearMs, unit: "ms", budget: 50 },
      { ...most, what: "last key → rows, a frequent word", measured: frequentMs, unit: "ms", budget: 250 },
      { ...most, what: "last key → rows, one title", measured: rareMs, unit: "ms", budget: 250 },
      { ...most, what: "heap after all that", measured: heap / MEBIBYTE, unit: "MiB", budget: 30 },
    ];

    function scrolled(what: string, seen: Awaited<ReturnType<typeof scroll>>): Measurement[] {
      return [
        { ...own, what, measured: seen.framesPerSecond, unit: "frames/s", budget: 59, bound: "least" },
        { ...most, what: "tasks over 50 ms in it", measured: seen.longTasks, unit: "", budget: 0 },
        { ...most, what: "the longest of them", measured: seen.longestTaskMs, unit: "ms", budget: null },
      ];
    }
  } finally {
    await browser.close();
    await app.stop();
  }
}

async function measurePage(browser: Browser, url: string, videos: number) {
  const [, operator] = DEMO_ACCOUNTS;
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const { gzipBytes } = await openVideos(page, url, operator);
  const cdp = await context.newCDPSession(page);
  await slowDown(cdp, SLOWED);
  const fresh = await scroll(page, cdp, SCROLL);
  await slowDown(cdp, 1);
  const deepRows = await loadRows(DEEP_ROWS);
  await slowDown(cdp, SLOWED);
  const deep = await scroll(page, cdp, { ...SCROLL, pxPerSecond: -SCROLL.pxPerSecond });
  await page
    .locator("table")
    .locator("xpath=..")
    .evaluate((box) => box.scrollTo({ top: 0 }));

  await page.locator("tr[data-row-id] input").first().check();
  const all = new RegExp(`${videos.toLocaleString("en")} `);
  const selectMs = await pressUntil(page, /^Select all/, all);
  const clearMs = await pressUntil(page, /^Clear$/, null);
  const frequentMs = await searchFor(page, "autumn");
  const rareMs = await searchFor(page, "city 4242");
  return {
    gzipBytes,
    fresh,
    deep,
    deepRows,
    selectMs,
    clearMs,
    frequentMs,
    rareMs,
    heap: await heapBytes(cdp),
  };

  /** Scrolls to the end again and again, until so many rows are loaded. */
  async function loadRows(wanted: number): Promise<number> {
    return await page
      .locator("table")
      .locator("xpath=..")
      .evaluate(async (box, rows) => {
        const loaded = () => Math.floor(box.scrollHeight / 48);
        while (loaded() < rows) {
          box.scrollTop = box.scrollHeight;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return loaded();
      }, wanted);
  }
}
