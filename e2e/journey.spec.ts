import { HTML_LANG, LOCALES } from "../lib/i18n/locales.ts";
import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";
import { plain, wordsOf } from "./words.ts";

test("without Force, what is removable goes and what needs Force stays", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  const mine = await addVideos(sandbox, prefix, { removable: 3, "loses-original": 2 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  const before = await sandbox.newest();
  await operator.choose(prefix, 5);
  await operator.awaitReview();

  await expect(operator.group("removable")).toContainText(t("deletions.group.amount", { count: 3 }));
  await expect(operator.group("loses-original")).toContainText(t("deletions.group.none"));
  await expect(page.getByRole("switch", { name: t("deletions.force.label") })).not.toBeChecked();
  await page.getByLabel(t("deletions.plan.reason")).fill("Kept as streams; budget of the fourth quarter");
  await page.getByLabel(t("deletions.plan.ticket")).fill("OPS-7");
  expect(await sandbox.requests("DeleteMezzanines", before)).toEqual([]);

  await operator.confirm(3);
  await expect(operator.button(t("deletions.countdown.undo"))).toBeVisible();
  await operator.awaitFinished(3);
  await operator.expectOutcomes({ verified: 3, "not-sent": 2 });

  const sent = await sandbox.requests("DeleteMezzanines", before);
  expect(sent.map((request) => request.force)).toEqual([false]);
  expect(sent.flatMap((request) => request.ids).toSorted()).toEqual(
    mine.removable.map(({ id }) => id).toSorted(),
  );
  for (const { id } of mine["loses-original"]) {
    expect((await sandbox.video(id)).mezzanineStatus).toBe("Normal");
  }

  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: t("deletions.result.exportCsv") }).click();
  expect((await saving).suggestedFilename()).toMatch(/^deletion-.+\.csv$/);
  expect(await operator.exported()).toMatchObject({
    deletion: { reason: "Kept as streams; budget of the fourth quarter", ticket: "OPS-7" },
  });
});

for (const locale of LOCALES) {
  test(`with Force, in ${locale}, only what was chosen behind the warning is forced`, async ({
    openBrowser,
    sandbox,
    prefix,
    app,
  }) => {
    const mine = await addVideos(sandbox, prefix, {
      removable: 2,
      "loses-original": 2,
      "becomes-unplayable": 1,
      "last-copy": 1,
    });
    const page = await openBrowser();
    await page.context().addCookies([{ name: "locale", value: locale, url: app.url }]);
    const t = wordsOf(locale);
    const operator = personAt(page, t);
    await operator.signIn("operator");
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(HTML_LANG[locale]);
    const before = await sandbox.newest();
    await operator.choose(prefix, 6);
    await operator.awaitReview();
    await expect(operator.button(t("deletions.plan.button", { count: 2 }))).toBeEnabled();

    const force = page.getByRole("switch", { name: t("deletions.force.label") });
    await force.click();
    const warning = page.getByRole("alertdialog", { name: t("deletions.force.title", { count: 3 }) });
    await expect(warning.getByRole("button", { name: t("deletions.consent.cancel") })).toBeFocused();
    await expect(warning).toContainText(t("deletions.force.splitBoth", { lose: 2, unplayable: 1 }));
    const agree = warning.getByRole("button", {
      name: t("deletions.force.button", { count: 3 }),
      exact: true,
    });
    const typed = warning.getByLabel(t.markup("deletions.consent.type", { count: 3, b: plain }));
    await expect(agree).toBeDisabled();
    await typed.fill("4");
    await expect(agree).toBeDisabled();
    await typed.fill("３");
    await agree.click();
    await expect(warning).toBeHidden();
    await expect(force).toBeChecked();

    await operator.confirm(5);
    await operator.awaitFinished(5);
    await operator.expectOutcomes({ verified: 5, "not-sent": 1 });

    const sent = await sandbox.requests("DeleteMezzanines", before);
    const idsOf = (forced: boolean) =>
      sent.flatMap((request) => (request.force === forced ? request.ids : [])).toSorted();
    expect(idsOf(true)).toEqual(
      [...mine["loses-original"], ...mine["becomes-unplayable"]].map(({ id }) => id).toSorted(),
    );
    expect(idsOf(false)).toEqual(mine.removable.map(({ id }) => id).toSorted());
    expect((await sandbox.video(mine["last-copy"][0]?.id ?? "")).mezzanineStatus).toBe("Normal");
  });
}
