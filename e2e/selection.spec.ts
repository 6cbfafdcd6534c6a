import type { Locator, Page } from "@playwright/test";
import { addVideos } from "./library.ts";
import { type Person, personAt } from "./person.ts";
import { expect, test } from "./test.ts";

test("a selection outlives filters and reloads, leaves out what was taken out, and is frozen as it was shown", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  const mine = await addVideos(sandbox, prefix, { removable: 3, "loses-original": 2 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.find(prefix, 5);
  const bar = page.getByRole("region", { name: t("videos.selection.label") });
  await page.getByRole("checkbox", { name: t("videos.table.selectLoaded", { count: 5 }) }).check();
  await expect(bar).toContainText(t("videos.selection.count", { count: 5 }));
  await operator.button(t("videos.selection.selectAll", { count: 5 })).click();
  const left = mine["loses-original"][0];
  await boxOf(page, left?.title ?? "").uncheck();
  await expect(bar).toContainText(t("videos.selection.count", { count: 4 }));
  await expect(bar).toContainText(t("videos.selection.excluded", { count: 1 }));

  await search(operator, `${prefix} loses`);
  await operator.expectRows(prefix, 2);
  await expect(bar).toContainText(t("videos.selection.count", { count: 4 }));
  await expect(boxOf(page, left?.title ?? "")).not.toBeChecked();
  await expect(boxOf(page, mine["loses-original"][1]?.title ?? "")).toBeChecked();
  await page.reload();
  await operator.expectRows(prefix, 2);
  await expect(bar).toContainText(t("videos.selection.count", { count: 4 }));
  await expect(boxOf(page, left?.title ?? "")).not.toBeChecked();

  const wanted = [...mine.removable, ...mine["loses-original"]].filter((video) => video !== left);
  const csv = await operator.savedSelection("exportCsv");
  expect(csv.startsWith("\uFEFF")).toBe(true);
  const ids = csv
    .split("\r\n")
    .slice(1, -1)
    .map((line) => line.split(",")[0]);
  expect(ids).toEqual(wanted.map(({ id }) => id).toSorted());

  await operator.review(4);
  await operator.awaitReview();
  const inWords = `${t("videos.filters.searchChip")}: ${t("videos.filters.quoted", { text: prefix })}`;
  const chosen = `${t("deletions.review.filter", { filter: inWords })} · ${t("deletions.review.leftOut", { count: 1 })}`;
  await expect(page.getByText(chosen)).toBeVisible();
  const { items } = await operator.exported();
  expect(items.map((item) => item.video_id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
});

test("a selection that has no room in the tab's storage outlives a reload too, and says so when it is gone", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  await addVideos(sandbox, prefix, { removable: 4 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.find(prefix, 4);
  await page.evaluate(() => {
    for (let room = 2 ** 22, no = 0; room > 0; no += 1) {
      try {
        sessionStorage.setItem(`full-${no}`, "x".repeat(room));
      } catch {
        room = Math.floor(room / 2);
      }
    }
    // For the name of what lies elsewhere.
    sessionStorage.setItem("full-0", "x".repeat(2 ** 22 - 120));
  });
  const bar = page.getByRole("region", { name: t("videos.selection.label") });
  const stored = (entry: RegExp) =>
    page.evaluate(
      ([source]) => Object.values(sessionStorage).some((value) => new RegExp(source ?? "").test(value)),
      [entry.source],
    );
  await page.getByRole("checkbox", { name: t("videos.table.selectLoaded", { count: 4 }) }).check();
  await operator.button(t("videos.selection.selectAll", { count: 4 })).click();
  const rows = page.getByRole("checkbox", { name: new RegExp(prefix) });
  await rows.first().uncheck();
  await expect(bar).toContainText(t("videos.selection.count", { count: 3 }));
  await rows.nth(1).uncheck();
  await expect(bar).toContainText(t("videos.selection.count", { count: 2 }));
  await expect.poll(() => stored(/^elsewhere:/)).toBe(true);
  expect(await stored(/excluded/)).toBe(false);
  await page.reload();
  await operator.expectRows(prefix, 4);
  await expect(bar).toContainText(t("videos.selection.count", { count: 2 }));
  await expect(bar).not.toContainText(t("videos.selection.notKept"));
  await expect(rows.first()).not.toBeChecked();
  await expect(rows.nth(2)).toBeChecked();

  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const gone = indexedDB.deleteDatabase("selections");
        gone.onsuccess = gone.onblocked = resolve;
      }),
  );
  await page.reload();
  await operator.expectRows(prefix, 4);
  await expect(page.getByText(t("videos.selection.notBroughtBack"))).toBeVisible();
  await rows.first().check();
  await expect(bar).toContainText(t("videos.selection.count", { count: 1 }));
});

test("what is unticked while the selection is on its way to its review is not in the list that is reviewed", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  const { removable } = await addVideos(sandbox, prefix, { removable: 3 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.find(prefix, 3);
  await page.getByRole("checkbox", { name: t("videos.table.selectLoaded", { count: 3 }) }).check();
  const sent = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  await page.route("**/videos?*", async (route) => {
    if (route.request().method() !== "POST") return await route.fallback();
    sent.resolve();
    await answered.promise;
    await route.fallback();
  });
  await operator.button(t("videos.selection.review", { count: 3 })).click();
  await sent.promise;
  await boxOf(page, removable[0]?.title ?? "").uncheck();
  answered.resolve();
  await expect(page.getByText(t("videos.changed.what"))).toBeVisible();
  await expect(page).toHaveURL(/\/videos\?/);
  await operator.review(2);
  await operator.awaitReview();
  const { items } = await operator.exported();
  const kept = removable.slice(1).map(({ id }) => id);
  expect(items.map((item) => item.video_id).toSorted()).toEqual(kept.toSorted());
});

test("while a search waits for its rows those before it stay, are not selected, and no letter is lost", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  await addVideos(sandbox, prefix, { removable: 2, "loses-original": 1 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.find(prefix, 3);
  const table = page.getByRole("table", { name: t("videos.table.caption") });
  const field = page.getByRole("searchbox", { name: t("videos.filters.search") });
  const answered = Promise.withResolvers<void>();
  await page.route(/api\/videos\?.*\+/, async (route) => {
    await answered.promise;
    await route.continue();
  });

  await field.press("End");
  await field.pressSequentially(" removable", { delay: 60 });
  await expect(page).toHaveURL(/removable/);
  await expect(field).toHaveValue(`${prefix} removable`);
  await expect(table).toHaveAttribute("aria-busy", "true");
  const old = boxOf(page, `${prefix} loses`);
  await old.click();
  await expect(old).not.toBeChecked();
  const bar = page.getByRole("region", { name: t("videos.selection.label") });
  await expect(bar).toBeHidden();

  answered.resolve();
  await operator.expectRows(`${prefix} removable`, 2);
  await expect(old).toBeHidden();
  await expect(field).toHaveValue(`${prefix} removable`);
  await boxOf(page, `${prefix} removable`).first().check();
  await expect(bar).toContainText(t("videos.selection.count", { count: 1 }));
});

test("a preset says what it takes and selects just that; columns are remembered; a broken link is named", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  await addVideos(sandbox, prefix, { removable: 3, "loses-original": 1, "becomes-unplayable": 1 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.find(prefix, 5);
  await operator.button(t("videos.presets.label")).click();
  const largest = page.getByRole("region", { name: t("videos.presets.largest.title") });
  await largest.getByRole("spinbutton").fill("-1");
  await expect(largest).toContainText(t("videos.presets.largest.unusable"));
  await expect(largest.getByRole("button")).toBeDisabled();
  // Videos of 2 GB each, of which three and a half would fit.
  await largest.getByRole("spinbutton").fill("0.007");
  await expect(largest).toContainText(t("videos.presets.amount", { count: 3, size: "6 GB" }));
  const free = page.getByRole("region", { name: t("videos.presets.withoutForce.title") });
  await expect(free).toContainText(t("videos.presets.amount", { count: 3, size: "6 GB" }));
  await free.getByRole("button").click();
  await operator.expectRows(`${prefix} removable`, 3);
  const bar = page.getByRole("region", { name: t("videos.selection.label") });
  await expect(bar).toContainText(t("videos.selection.count", { count: 3 }));

  await operator.button(t("videos.options.label")).click();
  await page.getByRole("checkbox", { name: t("videos.table.category") }).uncheck();
  const category = page.getByRole("columnheader", { name: t("videos.table.category") });
  await expect(category).toBeHidden();
  await expect(page).toHaveURL(/cols=/);
  // The server has to have kept it before the page is left.
  await expect
    .poll(async () => (await page.context().cookies()).find(({ name }) => name === "columns")?.value)
    .not.toContain("category");
  await page.goto("/videos?status=<x>&sort=age.desc");
  await expect(
    page.getByText(
      t("videos.filters.dropped", { parts: `${t("videos.filters.status")}, ${t("videos.filters.sort")}` }),
    ),
  ).toBeVisible();
  await operator.awaitVideos();
  await expect(category).toBeHidden();
});

function boxOf(page: Page, title: string): Locator {
  return page.getByRole("row").filter({ hasText: title }).getByRole("checkbox");
}

async function search({ page, t }: Person, text: string): Promise<void> {
  await page.getByRole("searchbox", { name: t("videos.filters.search") }).fill(text);
}
