import type { Page, Route } from "@playwright/test";
import { expectNoFindings } from "./axe.ts";
import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds nothing on any screen", async ({ page, t, sandbox, prefix }) => {
      test.slow();
      await addVideos(sandbox, prefix, {
        removable: 4,
        "loses-original": 2,
        "becomes-unplayable": 1,
        "last-copy": 1,
        unremovable: 2,
        forbidden: 1,
      });
      await sandbox.addFaults({
        kind: "throttle",
        action: "DeleteMezzanines",
        always: true,
        match: { force: true },
      });
      const operator = personAt(page, t);

      await page.goto("/videos");
      await expect(operator.heading(t("auth.title"))).toBeVisible();
      await expectNoFindings(page, "sign-in");
      await operator.signIn("operator");

      await operator.find(prefix, 11);
      await page.getByRole("button", { name: t("shell.userMenuOf", { name: "Otto Operator" }) }).click();
      await expect(operator.button(t("shell.signOut"))).toBeVisible();
      await expectNoFindings(page, "account menu");
      await page.keyboard.press("Escape");
      await page
        .getByRole("row")
        .filter({ hasText: `${prefix} removable 001` })
        .getByRole("checkbox")
        .check();
      await expectNoFindings(page, "videos, one selected");
      await operator.button(`${prefix} removable 001`).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectNoFindings(page, "side panel");
      await page.keyboard.press("Escape");
      await page.goto(`/videos?q=${prefix}-nothing`);
      await expect(page.getByRole("row")).toHaveCount(1);
      await expectNoFindings(page, "videos, nothing found");

      await page.goto("/settings");
      await expect(operator.heading(t("protections.title"))).toBeVisible();
      await expectNoFindings(page, "settings");

      await operator.choose(prefix, 11);
      await operator.awaitReview();
      await expectNoFindings(page, "review");
      await operator.button(t("deletions.plan.discard")).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectNoFindings(page, "discard dialog");
      await page.keyboard.press("Escape");
      await page.getByRole("switch", { name: t("deletions.force.label") }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectNoFindings(page, "Force warning");
      await page.keyboard.press("Escape");
      await operator.force(3);
      await operator.agreeToLastCopies(1);
      await operator.askToDelete(10);
      await expectNoFindings(page, "confirmation");
      await page.keyboard.press("Escape");

      await operator.confirm(10);
      await expect(operator.button(t("deletions.countdown.undo"))).toBeVisible();
      const release = await holdScreen(page);
      await expectNoFindings(page, "countdown");
      await release();
      const bar = page.getByRole("progressbar", { name: t("deletions.run.progressLabel", { total: 10 }) });
      await expect(bar).toHaveAttribute("aria-valuenow", "7", { timeout: 30_000 });
      await expectNoFindings(page, "running");
      await operator.button(t("deletions.run.pause")).click();
      await expect(operator.heading(t("deletions.run.titlePaused"))).toBeVisible();
      await expectNoFindings(page, "paused");
      await operator.button(t("deletions.run.cancel")).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectNoFindings(page, "cancel dialog");
      await page.keyboard.press("Escape");

      await sandbox.clearFaults();
      await operator.button(t("deletions.run.resume")).click();
      await operator.awaitFinished(8);
      await operator.expectOutcomes({ verified: 8, unremovable: 2, "not-sent": 1 });
      await expectNoFindings(page, "finished");
      await page
        .getByRole("button", {
          name: t("deletions.items.openEvidence", { title: `${prefix} unremovable 001` }),
        })
        .first()
        .click();
      await expect(page.getByRole("dialog", { name: t("deletions.evidence.title") })).toContainText(
        "UnRemoveableVideoIds",
      );
      await expectNoFindings(page, "evidence");

      await page.goto("/deletions");
      await expect(page.getByRole("row").nth(1)).toBeVisible();
      await expectNoFindings(page, "deletions");
    });
  });
}

/** Keeps the screen's news back, so that a state of seconds stays while it is looked at. */
async function holdScreen(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let holding = true;
  const news = "**/api/deletions/**";
  await page.route(news, (route) => {
    if (!holding) return route.continue();
    held.push(route);
  });
  return async () => {
    holding = false;
    await Promise.all(held.map((route) => route.continue()));
    await page.unroute(news);
  };
}
