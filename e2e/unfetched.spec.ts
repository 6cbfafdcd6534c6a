import type { Request } from "@playwright/test";
import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";

const CODE = "**/_next/static/chunks/**";

test("what cannot be fetched takes nothing else of the screen away, and comes once it can", async ({
  page,
  context,
  t,
  sandbox,
  prefix,
  allowedComplaints,
}) => {
  allowedComplaints.push(/net::ERR_/, /Failed to load chunk/);
  await addVideos(sandbox, prefix, { removable: 2 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.find(prefix, 2);
  const note = page.getByRole("alert").filter({ hasText: t("common.unfetched.title") });

  await test.step("a menu says so, and opens after a press", async () => {
    await page.route(CODE, (route) => route.abort());
    await page.getByRole("button", { name: t("videos.options.label") }).click();
    await expect(note).toBeVisible();
    await operator.expectRows(prefix, 2);
    await note.getByRole("button", { name: t("common.retry") }).click();
    await expect(note.getByRole("button", { name: t("common.unfetched.reload") })).toBeVisible();
    await note.getByRole("button", { name: t("common.close") }).click();
    await expect(note).toBeHidden();
    await page.getByRole("button", { name: t("videos.options.label") }).click();
    await expect(note).toBeVisible();
    await page.unroute(CODE);
    await note.getByRole("button", { name: t("common.retry") }).click();
    await expect(page.getByRole("dialog", { name: t("videos.options.label") })).toBeVisible();
    await expect(note).toBeHidden();
    await page.keyboard.press("Escape");
  });

  await test.step("so does what a popup holds", async () => {
    await page.route(CODE, (route) => route.abort());
    await page.getByRole("button", { name: t("videos.presets.label") }).click();
    await expect(note).toBeVisible();
    await expect(note).toBeInViewport({ ratio: 1 });
    await page.unroute(CODE);
    await note.getByRole("button", { name: t("common.retry") }).click();
    await expect(page.getByRole("dialog", { name: t("videos.presets.label") })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("a toast that cannot be shown leaves the page standing, and comes with the network", async () => {
    await context.setOffline(true);
    await page.keyboard.press("Control+k");
    await expect(note).toBeVisible();
    await operator.expectRows(prefix, 2);
    await context.setOffline(false);
    await expect(page.getByText(t("palette.unloadable"))).toBeVisible();
    await expect(note).toBeHidden();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: t("palette.label") })).toBeVisible();
  });
});

test("what a press brings waits for no action that is under way", async ({ page, t }) => {
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.awaitVideos();
  const isAction = (request: Request) => request.headers()["next-action"] !== undefined;
  const answer = Promise.withResolvers<void>();
  await page.route("**", async (route) => {
    if (isAction(route.request())) await answer.promise;
    await route.fallback();
  });
  await page.getByRole("button", { name: t("shell.userMenuOf", { name: "Otto Operator" }) }).click();
  await Promise.all([
    page.waitForRequest(isAction),
    page.getByText(t("shell.preferences.dark"), { exact: true }).click(),
  ]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: t("videos.presets.label") }).click();
  await expect(page.getByRole("dialog", { name: t("videos.presets.label") })).toBeVisible();
  answer.resolve();
  await page.unrouteAll({ behavior: "wait" });
});
