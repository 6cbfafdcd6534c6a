import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";

test("what an administrator protects after a review is shown there, and no call names it", async ({
  page,
  t,
  sandbox,
  prefix,
  openBrowser,
}) => {
  const { removable } = await addVideos(sandbox, prefix, { removable: 3 });
  const [kept] = removable;
  const operator = personAt(page, t);
  await operator.signIn("operator");
  const before = await sandbox.newest();
  await operator.choose(prefix, 3);
  await operator.awaitReview();

  const admin = personAt(await openBrowser(), t);
  await admin.signIn("admin", "/settings");
  await admin.page.getByRole("radio", { name: t("protections.kind.video") }).check({ force: true });
  await admin.page.getByLabel(t("protections.form.video"), { exact: true }).fill(kept?.id ?? "");
  await admin.page.getByLabel(t("protections.form.reason"), { exact: true }).fill("in a court case");
  await admin.button(t("protections.form.add")).click();
  const rules = admin.page.getByRole("table", { name: t("protections.caption") });
  await expect(rules.getByRole("row").filter({ hasText: kept?.id ?? "" })).toContainText("in a court case");

  await page.reload();
  await expect(page.getByText(t("deletions.review.newProtections", { count: 1 }))).toBeVisible();
  await operator.button(t("deletions.review.checkAgain")).click();
  await operator.awaitReview();
  const group = page.getByRole("region", { name: t("forecast.group.protected.name"), exact: true });
  await expect(group).toContainText(t("deletions.group.amount", { count: 1 }));
  await operator.confirm(2);
  await operator.awaitFinished(2);
  await operator.expectOutcomes({ verified: 2, "not-sent": 1 });
  const sent = (await sandbox.requests("DeleteMezzanines", before)).flatMap((request) => request.ids);
  expect(sent.toSorted()).toEqual(
    removable
      .slice(1)
      .map(({ id }) => id)
      .toSorted(),
  );
});

test("who is no administrator reads the rules and can change none", async ({ page, t }) => {
  const operator = personAt(page, t);
  await operator.signIn("operator", "/settings");
  await expect(operator.heading(t("protections.title"))).toBeVisible();
  await expect(page.getByText(t("protections.adminsOnly"))).toBeVisible();
  await expect(operator.button(t("protections.form.add"))).toBeHidden();
});
