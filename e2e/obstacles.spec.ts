import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";

test("while VOD does not answer, the forecast says that it waits, and goes on by itself", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  await addVideos(sandbox, prefix, { removable: 4 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await page.goto("/videos");
  await operator.find(prefix, 4);
  await page.getByRole("checkbox", { name: t("videos.table.selectLoaded", { count: 4 }) }).check();
  await sandbox.addFaults(
    { kind: "resetBefore", action: "BatchGetMediaInfos", always: true },
    { kind: "resetBefore", action: "SearchMedia", always: true },
  );
  await operator.review(4);
  const title = page.getByText(t("deletions.obstacle.time.title"), { exact: true });
  await expect(title).toBeVisible();
  await expect(page.getByText(t("deletions.obstacle.time.forecasting"))).toBeVisible();

  await sandbox.clearFaults();
  await operator.awaitReview();
  await expect(title).toBeHidden();
  await expect(operator.group("removable")).toContainText(t("deletions.group.amount", { count: 4 }));
});

test("an account that may no longer read keeps verification waiting, until it is tried again", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  await addVideos(sandbox, prefix, { removable: 3, forbidden: 1 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.choose(prefix, 4);
  await operator.awaitReview();
  await sandbox.addFaults({
    kind: "error",
    action: "BatchGetMediaInfos",
    code: "Forbidden.RAM",
    status: 403,
    always: true,
  });

  // A check that is refused takes nothing away.
  await operator.button(t("deletions.review.checkAgain")).first().click();
  await expect(page.getByText(t("deletions.review.recheckRefused"))).toBeVisible();
  await expect(operator.group("removable")).toContainText(t("deletions.group.amount", { count: 3 }));

  await operator.confirm(3);
  await expect(page.getByText(t("deletions.obstacle.person.title"), { exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText(/Forbidden\.RAM/)).toBeVisible();
  // Past the deadline of four seconds nothing has been called unverified.
  await expect(operator.button(t("deletions.obstacle.giveUp"))).toBeVisible();
  const refused = async () => (await sandbox.requests("BatchGetMediaInfos")).length;
  const before = await refused();
  await expect.poll(refused, { timeout: 20_000 }).toBeGreaterThan(before + 1);
  await expect(operator.heading(t("deletions.run.titleVerifying"))).toBeVisible();

  await sandbox.clearFaults();
  await operator.button(t("deletions.obstacle.tryAgain")).click();
  await operator.awaitFinished(3);
  await operator.expectOutcomes({ verified: 3, "not-sent": 1 });
});
