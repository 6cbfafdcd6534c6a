import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";

test("a reload in mid-run shows the run as it is and changes nothing about it", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  const mine = await addVideos(sandbox, prefix, { removable: 25, "loses-original": 4 });
  // The forced call is turned away until the test lets it in: the run stands still in its middle.
  await sandbox.addFaults({
    kind: "throttle",
    action: "DeleteMezzanines",
    always: true,
    match: { force: true },
  });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  const before = await sandbox.newest();
  await operator.chooseAllMatching(prefix, 29);
  await operator.awaitReview();
  await operator.force(4);
  await operator.confirm(29);

  const bar = page.getByRole("progressbar", { name: t("deletions.run.progressLabel", { total: 29 }) });
  await expect(bar).toHaveAttribute("aria-valuenow", "25", { timeout: 30_000 });
  await page.reload();
  await expect(operator.heading(t("deletions.run.titleRunning"))).toBeVisible();
  await expect(bar).toHaveAttribute("aria-valuenow", "25");

  await sandbox.clearFaults();
  await operator.awaitFinished(29);
  await operator.expectOutcomes({ verified: 29 });
  const deletedBy = (await sandbox.requests("DeleteMezzanines", before)).flatMap(({ deleted }) => deleted);
  expect(deletedBy.toSorted()).toEqual(
    [...mine.removable, ...mine["loses-original"]].map(({ id }) => id).toSorted(),
  );
});

test("after kill -9 in mid-run, the next start finishes and sends nothing twice", async ({
  page,
  t,
  app,
  sandbox,
  prefix,
  allowedComplaints,
}) => {
  test.slow();
  allowedComplaints.push(/net::ERR_/);
  const mine = await addVideos(sandbox, prefix, { removable: 45 });
  // Of three calls one is answered, one took effect without an answer, one never reached VOD.
  await sandbox.addFaults(
    { kind: "hangAfter", action: "DeleteMezzanines", match: { nth: 2 } },
    { kind: "hangBefore", action: "DeleteMezzanines", match: { nth: 3 } },
  );
  const operator = personAt(page, t);
  await operator.signIn("operator");
  const before = await sandbox.newest();
  await operator.chooseAllMatching(prefix, 45);
  await operator.awaitReview();
  await operator.confirm(45);
  await expect.poll(async () => (await sandbox.requests("DeleteMezzanines", before)).length).toBe(3);
  await app.kill9();

  const killedAt = await sandbox.newest();
  const firstCalls = await sandbox.requests("DeleteMezzanines", before);
  await sandbox.clearFaults();
  await app.start();
  await page.reload();
  await operator.awaitFinished(45);
  await operator.expectOutcomes({ verified: 45 });

  const tookEffect = new Set(firstCalls.flatMap(({ deleted }) => deleted));
  const sentAgain = (await sandbox.requests("DeleteMezzanines", killedAt)).flatMap(({ ids }) => ids);
  expect(sentAgain.filter((id) => tookEffect.has(id))).toEqual([]);
  expect([...tookEffect, ...sentAgain].toSorted()).toEqual(mine.removable.map(({ id }) => id).toSorted());
});

test("undo takes a confirmation back, and cancel leaves alone what was not sent", async ({
  page,
  context,
  t,
  sandbox,
  prefix,
  allowedComplaints,
}) => {
  allowedComplaints.push(/net::ERR_/);
  const mine = await addVideos(sandbox, prefix, { removable: 2, "loses-original": 3 });
  await sandbox.addFaults({
    kind: "throttle",
    action: "DeleteMezzanines",
    always: true,
    match: { force: true },
  });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  const before = await sandbox.newest();
  await operator.choose(prefix, 5);
  await operator.awaitReview();
  await operator.force(3);

  await operator.confirm(5);
  await operator.button(t("deletions.countdown.undo")).click();
  await operator.awaitReview();
  // The button is gone; who pressed it with the keyboard is where the news is.
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByRole("switch", { name: t("deletions.force.label") })).toBeChecked();
  expect(await sandbox.requests("DeleteMezzanines", before)).toEqual([]);

  await operator.confirm(5);
  await context.setOffline(true);
  // Cut off, the page knows that the time is over, and nothing of the calls.
  await expect(page.getByText(t("deletions.countdown.over"))).toBeVisible();
  await expect(operator.button(t("deletions.countdown.undo"))).toBeHidden();
  await context.setOffline(false);
  const bar = page.getByRole("progressbar", { name: t("deletions.run.progressLabel", { total: 5 }) });
  await expect(bar).toHaveAttribute("aria-valuenow", "2", { timeout: 30_000 });
  await operator.button(t("deletions.run.pause")).click();
  await expect(operator.heading(t("deletions.run.titlePaused"))).toBeVisible();
  const unheard = page.getByText(t("deletions.error.network"));
  await context.setOffline(true);
  await operator.button(t("deletions.run.resume")).click();
  await expect(unheard).toBeVisible();
  await context.setOffline(false);
  await expect(unheard).toBeHidden();
  await operator.button(t("deletions.run.cancel")).click();
  const dialog = page.getByRole("alertdialog", { name: t("deletions.run.cancelTitle", { count: 3 }) });
  await dialog.getByRole("button", { name: t("deletions.run.cancelButton", { count: 3 }) }).click();
  await operator.awaitFinished(2, true);
  await operator.expectOutcomes({ verified: 2, "not-sent": 3 });
  for (const { id } of mine["loses-original"]) {
    expect((await sandbox.video(id)).mezzanineStatus).toBe("Normal");
  }
});

test("a tab that shows an older list cannot confirm it", async ({ page, context, t, sandbox, prefix }) => {
  await addVideos(sandbox, prefix, { removable: 3, "loses-original": 1 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.choose(prefix, 4);
  await operator.awaitReview();
  const before = await sandbox.newest();
  const dialog = await operator.askToDelete(3);

  const elsewhere = personAt(await context.newPage(), t);
  await elsewhere.page.goto(page.url());
  await elsewhere.force(1);
  await dialog
    .getByRole("button", { name: t("deletions.confirm.button", { count: 3 }), exact: true })
    .click();

  const difference = page.getByRole("alertdialog", { name: t("deletions.difference.title") });
  await expect(difference.getByRole("row", { name: t("deletions.difference.forced") })).toContainText("1");
  await difference.getByRole("button", { name: t("deletions.difference.accept") }).click();
  expect(await sandbox.requests("DeleteMezzanines", before)).toEqual([]);

  const anew = page.getByRole("alertdialog", { name: t("deletions.confirm.title", { count: 4 }) });
  await anew.getByRole("button", { name: t("deletions.confirm.button", { count: 4 }), exact: true }).click();
  await operator.awaitFinished(4);
  await operator.expectOutcomes({ verified: 4 });
});
