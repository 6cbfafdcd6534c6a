import type { APIRequestContext, Page, Request } from "@playwright/test";
import { DEMO_ACCOUNTS } from "../lib/auth/demo-accounts.ts";
import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";

test("a wrong password is refused with a reason, and the right one leads back to where the person was", async ({
  page,
  t,
}) => {
  const [, operator] = DEMO_ACCOUNTS;
  await page.goto("/deletions");
  await page.getByLabel(t("auth.username")).fill(operator.username);
  await page.getByLabel(t("auth.password")).fill("not the password");
  await page.getByRole("button", { name: t("auth.submit") }).click();
  await expect(page.getByRole("alert").filter({ hasText: t("auth.refused.wrong.title") })).toBeVisible();
  await page.getByLabel(t("auth.password")).fill(operator.password);
  await page.getByRole("button", { name: t("auth.submit") }).click();
  await expect(page).toHaveURL(/\/deletions$/);

  await page.getByRole("button", { name: t("shell.userMenuOf", { name: operator.name }) }).click();
  await page.getByRole("button", { name: t("shell.signOut") }).click();
  await expect(page.getByRole("status")).toContainText(t("auth.reason.signed-out.title"));
  await page.goto("/deletions");
  await expect(page.getByRole("heading", { name: t("auth.title") })).toBeVisible();
});

test("a viewer sees everything and is offered nothing that changes it", async ({
  page,
  openBrowser,
  t,
  sandbox,
  prefix,
}) => {
  await addVideos(sandbox, prefix, { removable: 2, "loses-original": 1 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.choose(prefix, 3);
  await operator.awaitReview();

  const viewer = personAt(await openBrowser(), t);
  await viewer.signIn("viewer", new URL(page.url()).pathname);
  await viewer.awaitReview();
  await expect(viewer.group("removable")).toContainText(t("deletions.group.amount", { count: 2 }));
  await expect(
    viewer.page.getByRole("paragraph").filter({ hasText: t("deletions.review.viewer") }),
  ).toBeVisible();
  for (const action of [
    t("deletions.plan.button", { count: 2 }),
    t("deletions.plan.discard"),
    t("deletions.review.checkAgain"),
  ]) {
    await expect(viewer.button(action)).toHaveCount(0);
  }
  for (const control of await viewer.page.getByRole("switch").all()) await expect(control).toBeDisabled();

  await viewer.page.goto(`/videos?q=${prefix}`);
  await expect(viewer.page.getByRole("row").filter({ hasText: prefix })).toHaveCount(3);
  await expect(viewer.button(t("videos.sync.refresh"))).toHaveCount(0);

  await operator.confirm(2);
  await operator.awaitFinished(2);
  await viewer.page.goto(new URL(page.url()).pathname);
  await viewer.awaitFinished(2);
  await viewer.expectOutcomes({ verified: 2, "not-sent": 1 });
});

test("an action or a route called directly is refused to a viewer, a stranger and another origin", async ({
  page,
  openBrowser,
  playwright,
  app,
  t,
  sandbox,
  prefix,
  allowedComplaints,
}) => {
  allowedComplaints.push(/net::ERR_FAILED/);
  await addVideos(sandbox, prefix, { removable: 2 });
  const operator = personAt(page, t);
  await operator.signIn("operator");
  await operator.choose(prefix, 2);
  await operator.awaitReview();
  const address = new URL(page.url()).pathname;
  const before = await sandbox.newest();
  const dialog = await operator.askToDelete(2);
  const call = await catchAction(page, () =>
    dialog.getByRole("button", { name: t("deletions.confirm.button", { count: 2 }) }).click(),
  );
  await expect(dialog.getByRole("alert")).toContainText(t("deletions.error.network"));
  const { origin } = new URL(app.url);

  const viewer = await openBrowser();
  await personAt(viewer, t).signIn("viewer");
  const stranger = await playwright.request.newContext({ baseURL: app.url });
  const send = (by: APIRequestContext, headers: Record<string, string>) =>
    by.post(address, { headers: { ...call.headers, ...headers }, data: call.body });

  expect(await (await send(viewer.request, { origin })).text()).toContain('"code":"forbidden"');
  expect(await (await send(stranger, { origin })).text()).toContain('"code":"signed-out"');
  const foreign = await send(page.request, { origin: "https://elsewhere.example" });
  expect(await foreign.text()).not.toContain('"ok":true');
  const originless = await send(page.request, {});
  expect(await originless.text()).toContain('"code":"foreign-origin"');

  const id = await operator.deletionId();
  for (const route of [`/api/deletions/${id}`, `/api/deletions/${id}/export?format=json`, "/api/deletions"]) {
    expect((await stranger.get(route)).status(), route).toBe(401);
  }
  const crossSite = await page.request.get(`/api/deletions/${id}/export?format=csv`, {
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(crossSite.status()).toBe(403);
  await stranger.dispose();

  await page.reload();
  await operator.awaitReview();
  expect(await sandbox.requests("DeleteMezzanines", before)).toEqual([]);

  // The very same call, from where it belongs: it was refused for its sender, not for its form.
  expect(await (await send(page.request, { origin })).text()).toContain('"ok":true');
  await operator.awaitFinished(2);
  await operator.expectOutcomes({ verified: 2 });
});

/** Lets a person act, and keeps the call from the server. */
async function catchAction(page: Page, act: () => Promise<unknown>) {
  const isAction = (request: Request) => request.headers()["next-action"] !== undefined;
  await page.route("**", (route) => (isAction(route.request()) ? route.abort() : route.fallback()));
  const [request] = await Promise.all([page.waitForEvent("requestfailed", isAction), act()]);
  await page.unroute("**");
  const {
    "next-action": action = "",
    "content-type": contentType = "",
    accept = "",
  } = await request.allHeaders();
  return {
    headers: { "next-action": action, "content-type": contentType, accept },
    body: request.postData() ?? "",
  };
}
