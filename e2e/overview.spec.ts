import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";
import type { Words } from "./words.ts";

test("figures lead to exactly the videos they count, and cost what an administrator's prices say", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  const admin = personAt(page, t);
  await addVideos(sandbox, prefix, { removable: 3 });
  await admin.signIn("admin", "/");
  await expect(admin.heading(t("overview.title"))).toBeVisible();
  // A library that is being read for the first time is counted as it is read.
  await expect(page.getByText(t("overview.cost.noPrices"))).toBeVisible({ timeout: 30_000 });
  await expectNoFindings(page);

  // The library may have been read again since the last count; the two agree as soon as it is counted.
  await expect(async () => {
    await page.goto("/");
    const card = page.locator("dl > div").filter({
      has: page.getByRole("link", { name: t("overview.cards.with-force"), exact: true }),
    });
    const counted = countIn((await card.textContent()) ?? "");
    await page.getByRole("link", { name: t("overview.cards.with-force"), exact: true }).click();
    await expectCount(page, t, counted);
  }).toPass({ timeout: 30_000 });
  await expect(async () => {
    await page.goto("/");
    const title = t("overview.charts.storageClass.title");
    const row = page
      .getByRole("table", { name: t("overview.charts.caption", { title }) })
      .getByRole("row")
      .filter({ hasText: t("videos.values.storageClass.Archive") })
      .first();
    const counted = countIn((await row.getByRole("cell").last().textContent()) ?? "");
    await row.getByRole("link").click();
    await expectCount(page, t, counted);
  }).toPass({ timeout: 30_000 });

  await page.goto("/settings");
  const price = page.getByLabel(t("prices.class.Standard"), { exact: false }).first();
  await price.fill("-1");
  await admin.button(t("prices.save")).click();
  await expect(page.getByText(t("prices.priceWrong"))).toBeVisible();
  await expect(page.getByText(t("prices.currencyWrong"))).toBeVisible();
  await expectNoFindings(page);
  await price.fill("0.12");
  await page.getByLabel(t("prices.currency")).fill("cny");
  await admin.button(t("prices.save")).click();
  await expect(page.getByText(t("prices.saved")).first()).toBeVisible();

  await page.goto("/");
  await expect(page.getByText(/CN¥[\d,.]+ a month \(estimate\)/).first()).toBeVisible();

  await admin.choose(prefix, 3);
  await admin.awaitReview();
  // Three sources of 2 GB each.
  await expect(page.getByText(t("common.costPerMonth", { amount: "CN¥0.72" }))).toBeVisible();

  await page.goto("/settings");
  await price.fill("");
  await admin.button(t("prices.save")).click();
  await expect(page.getByText(t("prices.saved")).first()).toBeVisible();
  await page.goto("/");
  await expect(page.getByText(t("overview.cost.noPrices"))).toBeVisible();
});

test("who is no administrator sees the prices and cannot change them", async ({ page, t }) => {
  const operator = personAt(page, t);
  await operator.signIn("operator", "/settings");
  await expect(page.getByText(t("prices.none"))).toBeVisible();
  await expect(operator.button(t("prices.save"))).toBeHidden();
});

async function expectCount(page: Page, t: Words, count: number): Promise<void> {
  const table = page.getByRole("table", { name: t("videos.table.caption") });
  await expect(table).toHaveAttribute("aria-rowcount", String(count + 1), { timeout: 3_000 });
}

/** The number before "videos", or the only one. */
function countIn(text: string): number {
  const [, shown = ""] = /([\d,]+)(?: videos?\b|\s*$)/.exec(text) ?? [];
  return Number(shown.replaceAll(",", ""));
}

async function expectNoFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`)).toEqual(
    [],
  );
}
