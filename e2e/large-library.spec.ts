import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { type RunningConsole, startConsole } from "./console.ts";
import { type Person, personAt } from "./person.ts";
import { test as base, expect } from "./test.ts";

const VIDEOS = 100_000;
/** How many titles of the filled library hold 学, as lib/catalog/fill-catalog.ts makes them: one in thirty. */
const WITH_XUE = Math.floor(VIDEOS / 30);
const WITH_AUTUMN = Array.from({ length: VIDEOS }, (_, i) => i + 1).filter(
  (n) => n % 5 !== 0 && Math.floor(n / 8) % 8 === 0,
).length;

const test = base.extend<object, { app: RunningConsole }>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
    async ({}, use) => {
      const app = await startConsole(VIDEOS);
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

test("a hundred thousand videos are scrolled through row by row, each in its place and none empty", async ({
  page,
  t,
}) => {
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.awaitVideos();
  const table = page.getByRole("table", { name: t("videos.table.caption") });
  await expect(table).toHaveAttribute("aria-rowcount", String(VIDEOS + 1));
  await table.hover();
  let last = 0;
  for (let turn = 0; turn < 6; turn += 1) {
    await page.mouse.wheel(0, 4_000);
    await expect.poll(async () => (await drawn(page)).at(-1)?.index ?? 0).toBeGreaterThan(last);
    const rows = await drawn(page);
    expect(rows.map(({ index }) => index)).toEqual(rows.map((_, place) => (rows[0]?.index ?? 0) + place));
    last = rows.at(-1)?.index ?? 0;
  }
  // At rest, every row says what it is.
  await expect.poll(async () => (await drawn(page)).every(({ text }) => text.length > 10)).toBe(true);
  expect((await drawn(page)).length).toBeLessThan(150);
});

test("one Chinese character finds its videos; all of them but one are selected, kept and frozen as shown", async ({
  page,
  t,
}) => {
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.awaitVideos();
  await page.getByRole("searchbox", { name: t("videos.filters.search") }).fill("学");
  await operator.expectRows("学", WITH_XUE);
  await selectAllBut(operator, WITH_XUE, 1);

  const bar = page.getByRole("region", { name: t("videos.selection.label") });
  await page.getByRole("searchbox", { name: t("videos.filters.search") }).fill("autumn");
  await operator.expectRows("autumn", WITH_AUTUMN);
  await page.reload();
  await expect(bar).toContainText(t("videos.selection.count", { count: WITH_XUE - 1 }));
  await expectFrozen(operator, WITH_XUE - 1, 1);
});

test("the whole library is selected in two presses, and frozen with the count and bytes that were shown", async ({
  page,
  t,
}) => {
  test.slow();
  const operator = personAt(page, t);
  const counted = amountOfAllBut(page, 0);
  await operator.signIn("operator");
  await operator.awaitVideos();
  // The sandbox knows none of them: what the test before this had looked at has left the catalog.
  const { count: all } = await counted;
  expect(all).toBeGreaterThan(VIDEOS * 0.9);
  await selectAllBut(operator, all, 2);
  await expectFrozen(operator, all - 2, 2);
});

test("more videos are left out than an action names, and none of them is frozen", async ({ page, t }) => {
  test.slow();
  const leftOut = Array.from({ length: 25_000 }, (_, n) =>
    createHash("md5")
      .update(`${n + 1}`)
      .digest("hex"),
  );
  const operator = personAt(page, t);
  const counted = amountOfAllBut(page, 0);
  await operator.signIn("operator");
  await operator.awaitVideos();
  await selectAllBut(operator, (await counted).count, 1);
  // As if each had been unticked: the tab keeps the selection over a reload.
  await page.evaluate((ids) => {
    const [key] = Object.keys(sessionStorage).filter((name) => name.startsWith("selection:"));
    const selection = { kind: "filter", filterText: "", excluded: ids.map((id) => [id, null]) };
    sessionStorage.setItem(key ?? "", JSON.stringify(selection));
  }, leftOut);
  const shown = amountOfAllBut(page, leftOut.length);
  await page.reload();
  const { count } = await shown;
  expect(count).toBeGreaterThan(VIDEOS * 0.6);
  expect(count).toBeLessThan(VIDEOS * 0.8);

  const bar = page.getByRole("region", { name: t("videos.selection.label") });
  await expect(bar).toContainText(t("videos.selection.excluded", { count: leftOut.length }));
  const lines = (await operator.savedSelection("exportJsonl")).trimEnd().split("\n");
  expect(lines).toHaveLength(count);
  const exported = new Set(lines.map((line) => JSON.parse(line).video_id));
  expect(leftOut.filter((id) => exported.has(id))).toEqual([]);
  await expectFrozen(operator, count, leftOut.length);
});

test("a selection longer than the server passes on by default is counted and exported to its last id", async ({
  page,
  t,
}) => {
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.awaitVideos();
  const ids = Array.from({ length: 400_000 }, (_, n) => n.toString(16).padStart(32, "0"));
  const answers = await page.evaluate(async (all) => {
    const post = (path: string, body: unknown) =>
      fetch(path, { method: "POST", body: JSON.stringify(body) }).then((response) => response.text());
    const selection = { kind: "ids", ids: all };
    const excluded = { kind: "filter", filterText: "", excludedIds: [] as string[] };
    return {
      chosen: JSON.parse(await post("/api/videos/selection", selection)),
      cost: JSON.parse(await post("/api/videos/selection/cost", selection)),
      whole: JSON.parse(await post("/api/videos/selection", excluded)),
      allBut: JSON.parse(await post("/api/videos/selection", { ...excluded, excludedIds: all })),
      lines: (await post("/api/videos/export", { selection, format: "jsonl" })).trimEnd().split("\n").length,
    };
  }, ids);
  expect(answers.chosen).toMatchObject({ count: ids.length, unknown: ids.length });
  expect(answers.cost).toEqual({ estimate: null });
  expect(answers.allBut).toEqual(answers.whole);
  expect(answers.lines).toBe(ids.length);
});

/** The rows that are drawn, by their number in the table, as a screen reader counts them. */
async function drawn(page: Page): Promise<{ index: number; text: string }[]> {
  const rows = await page.getByRole("row").evaluateAll((all) =>
    all.map((row) => ({
      index: Number(row.getAttribute("aria-rowindex")),
      text: row.textContent ?? "",
    })),
  );
  return rows.filter(({ index }) => index > 1).toSorted((a, b) => a.index - b.index);
}

async function selectAllBut({ page, t, button }: Person, matching: number, left: number): Promise<void> {
  const bar = page.getByRole("region", { name: t("videos.selection.label") });
  const boxes = page.getByRole("row").getByRole("checkbox");
  await boxes.nth(1).check();
  await button(t("videos.selection.selectAll", { count: matching })).click();
  await expect(bar).toContainText(t("videos.selection.count", { count: matching }));
  for (let box = 1; box <= left; box += 1) await boxes.nth(box).uncheck();
  await expect(bar).toContainText(t("videos.selection.count", { count: matching - left }));
  await expect(bar).toContainText(t("videos.selection.excluded", { count: left }));
}

/** The next amount that the page is told, of all that match but so many. */
async function amountOfAllBut(page: Page, left: number): Promise<{ count: number; bytes: number }> {
  const answer = await page.waitForResponse(
    (response) =>
      response.url().endsWith("/api/videos/selection") &&
      response.request().postDataJSON().excludedIds.length === left,
  );
  return await answer.json();
}

/** What the selection bar asked the server for is what the deletion's list holds; then it is thrown away. */
async function expectFrozen(operator: Person, count: number, left: number): Promise<void> {
  const { page, t, button } = operator;
  const shown = amountOfAllBut(page, left);
  await page.reload();
  const amount = await shown;
  await operator.review(count);
  const id = await operator.deletionId();
  const view = async () => await (await page.request.get(`/api/deletions/${id}`)).json();
  await expect
    .poll(async () => (await view()).state, { timeout: 60_000, message: "the list is frozen" })
    .not.toBe("collecting");
  const { itemCount, totalBytes } = await view();
  expect({ itemCount, totalBytes }).toEqual({ itemCount: amount.count, totalBytes: amount.bytes });
  expect(itemCount).toBe(count);
  await button(t("deletions.plan.discard")).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: t("deletions.plan.discardButton"), exact: true }).click();
  await expect.poll(async () => (await view()).state).toBe("discarded");
}
