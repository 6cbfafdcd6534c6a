import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";

test("deleted, does not exist, unremovable and no permission are told apart, failures first", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  const mine = await addVideos(sandbox, prefix, { removable: 5, unremovable: 2, forbidden: 2 });
  const vanishing = mine.removable.slice(0, 2);
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.choose(prefix, 9);
  await operator.awaitReview();
  await expect(operator.group("forbidden")).toContainText(t("deletions.group.amount", { count: 2 }));

  for (const { id } of vanishing) await sandbox.changeVideo(id, { vanished: true });
  await operator.confirm(7);
  await operator.awaitFinished(3);
  await operator.expectOutcomes({ verified: 3, missing: 2, unremovable: 2, "not-sent": 2 });

  const causes = await page.getByRole("heading", { level: 3 }).allTextContents();
  expect(causes.slice(0, 3).toSorted()).toEqual(
    [
      t("outcomes.cause.missing.title"),
      t("outcomes.cause.unremovable.title"),
      t("outcomes.cause.not-sent-forbidden.title"),
    ].toSorted(),
  );
  const { items } = await operator.exported();
  expect(items.find(({ outcome }) => outcome === "not-sent")?.not_sent_reason).toBe("forbidden");

  const refused = items.find(({ outcome }) => outcome === "unremovable");
  await page
    .getByRole("button", { name: t("deletions.items.openEvidence", { title: refused?.title ?? "" }) })
    .first()
    .click();
  const evidence = page.getByRole("dialog", { name: t("deletions.evidence.title") });
  await expect(evidence).toContainText(refused?.video_id ?? "no id");
  await expect(evidence).toContainText(refused?.request_id ?? "no request id");
  await expect(evidence).toContainText("UnRemoveableVideoIds");
  await page.keyboard.press("Escape");
  await expect(evidence).toBeHidden();

  const before = await sandbox.newest();
  const parent = await operator.deletionId();
  await operator.button(t("deletions.retry.force", { count: 2 })).click();
  await expect(page).not.toHaveURL(new RegExp(parent));
  await operator.awaitReview();
  await expect(operator.group("removable")).toContainText(t("deletions.group.amount", { count: 2 }));
  // The fresh look proves no original stream, so there is nothing that Force could be chosen for.
  await expect(page.getByRole("switch", { name: t("deletions.force.label") })).toHaveCount(0);
  expect(await sandbox.requests("DeleteMezzanines", before)).toEqual([]);
});

test("a server that accepts and does not delete is found out", async ({ page, t, sandbox, prefix }) => {
  const mine = await addVideos(sandbox, prefix, { removable: 3 });
  const spared = mine.removable.slice(0, 2).map(({ id }) => id);
  await sandbox.addFaults({ kind: "acceptWithoutDeleting", always: true, ids: spared });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.choose(prefix, 3);
  await operator.awaitReview();
  await operator.confirm(3);
  await operator.awaitFinished(1);
  await operator.expectOutcomes({ verified: 1, "still-present": 2 });
  await expect(operator.heading(t("outcomes.cause.still-present.title"))).toBeVisible();
});

test("an account that loses its permission pauses the run, and it goes on once mended", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  await addVideos(sandbox, prefix, { removable: 4 });
  await sandbox.addFaults({
    kind: "error",
    action: "DeleteMezzanines",
    code: "Forbidden.RAM",
    status: 403,
    always: true,
  });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.choose(prefix, 4);
  await operator.awaitReview();
  await operator.confirm(4);
  const why = page.getByRole("region", { name: t("deletions.pause.fatal-answer.title") });
  await expect(why).toContainText("Forbidden.RAM");
  await expect(why).toContainText(t("deletions.pause.fatal-answer.todo"));

  await sandbox.clearFaults();
  await operator.button(t("deletions.run.resume")).click();
  await operator.awaitFinished(4);
  await operator.expectOutcomes({ verified: 4 });
});
