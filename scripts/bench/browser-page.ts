import { gzipSync } from "node:zlib";
import type { CDPSession, Page } from "@playwright/test";

/** How much slower the page's own work is made, in all measurements but that of the bytes. */
export const SLOWED = 4;
const ROWS = "tr[data-row-id]";
/** Until what was asked before is surely over. */
const REST_MS = 3_000;
/** What takes longer has failed: the bench says so instead of waiting for ever. */
const PATIENCE_MS = 15_000;

/** Signs in and opens the table; measures the scripts that arrive before anything is pressed. */
export async function openVideos(page: Page, url: string, account: { username: string; password: string }) {
  await page.goto(`${url}/sign-in?next=/videos`);
  await page.fill("input[name=username]", account.username);
  await page.fill("input[name=password]", account.password);
  await Promise.all([page.waitForURL(`${url}/videos`), page.press("input[name=password]", "Enter")]);
  // A reload while the page still opens would end in neither of them.
  await page.waitForSelector(ROWS);
  await page.waitForLoadState("networkidle");
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") bodies.push(response.body());
  });
  await page.reload();
  await page.waitForSelector(ROWS);
  await page.waitForLoadState("networkidle");
  page.removeAllListeners("response");
  const scripts = await Promise.all(bodies);
  return { gzipBytes: scripts.reduce((sum, body) => sum + gzipSync(body).length, 0) };
}

export async function slowDown(cdp: CDPSession, rate: number): Promise<void> {
  await cdp.send("Emulation.setCPUThrottlingRate", { rate });
}

/** A steady scroll over the table, as a finger on a wheel makes it. */
export async function scroll(page: Page, cdp: CDPSession, move: { pxPerSecond: number; seconds: number }) {
  const box = await page.locator("table").locator("xpath=..").boundingBox();
  if (!box) throw new Error("There is no table.");
  await page.evaluate(() => {
    const seen = { frames: [] as number[], longTasks: [] as number[], going: true };
    (window as typeof window & { seen: typeof seen }).seen = seen;
    const tasks = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.longTasks.push(entry.duration);
    });
    tasks.observe({ type: "longtask" });
    const frame = (at: number) => {
      seen.frames.push(at);
      if (seen.going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await cdp.send("Input.synthesizeScrollGesture", {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -move.pxPerSecond * move.seconds,
    speed: Math.abs(move.pxPerSecond),
    gestureSourceType: "mouse",
  });
  return await page.evaluate(() => {
    const { seen } = window as typeof window & {
      seen: { frames: number[]; longTasks: number[]; going: boolean };
    };
    seen.going = false;
    const [first = 0] = seen.frames;
    const last = seen.frames.at(-1) ?? 0;
    return {
      framesPerSecond: ((seen.frames.length - 1) * 1000) / (last - first),
      longTasks: seen.longTasks.length,
      longestTaskMs: Math.max(0, ...seen.longTasks),
    };
  });
}

/** From the press to the frame that shows its effect, on the page's own clock. */
export async function pressUntil(page: Page, button: RegExp, shown: RegExp | null): Promise<number> {
  const handle = await page.getByRole("button", { name: button }).elementHandle();
  return await page.evaluate(
    async ([element, text, patience]) => {
      const started = performance.now();
      (element as HTMLElement).click();
      const isShown = () => {
        const bar = document.querySelector("section[aria-label] strong");
        return text === null ? bar === null : new RegExp(text).test(bar?.textContent ?? "");
      };
      do {
        if (performance.now() - started > patience) throw new Error("What was pressed shows no effect.");
        await new Promise(requestAnimationFrame);
      } while (!isShown());
      // Within the frame that draws it. The next task comes when the frame is on its way to the screen.
      await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - started;
    },
    [handle, shown?.source ?? null, PATIENCE_MS] as const,
  );
}

/** From the last key in the search to its rows on the screen. */
export async function searchFor(page: Page, text: string): Promise<number> {
  const field = page.locator("input[type=search]").first();
  await field.fill(text.slice(0, -1));
  await page.waitForTimeout(REST_MS);
  await field.focus();
  await page.evaluate(() => {
    const watched = window as typeof window & { pressedAt?: Promise<number> };
    watched.pressedAt = new Promise((resolve) => {
      addEventListener("keydown", (event) => resolve(event.timeStamp), { once: true, capture: true });
    });
  });
  await page.keyboard.press(text.slice(-1));
  const ms = await page.evaluate(
    async ([wanted, patience]) => {
      const pressedAt = await (window as typeof window & { pressedAt?: Promise<number> }).pressedAt;
      const asked = encodeURIComponent(wanted).replaceAll("%20", "+");
      const isShown = () => {
        const rows = [...document.querySelectorAll("tr[data-row-id]")];
        return (
          location.search.includes(`q=${asked}`) &&
          document.querySelector("table")?.getAttribute("aria-busy") === "false" &&
          rows.length > 0 &&
          rows.every((row) => row.textContent?.toLowerCase().includes(wanted))
        );
      };
      do {
        if (performance.now() - (pressedAt ?? 0) > patience)
          throw new Error("The rows of a search do not come.");
        await new Promise(requestAnimationFrame);
      } while (!isShown());
      await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - (pressedAt ?? Number.NaN);
    },
    [text, PATIENCE_MS] as const,
  );
  await field.fill("");
  await page.waitForTimeout(REST_MS);
  return ms;
}

/** What the page's scripts hold after everything that can be thrown away has been. */
export async function heapBytes(cdp: CDPSession): Promise<number> {
  for (let times = 0; times < 3; times += 1) await cdp.send("HeapProfiler.collectGarbage");
  return (await cdp.send("Runtime.getHeapUsage")).usedSize;
}
