import { expect } from "@playwright/test";
import { DEMO_ACCOUNTS } from "../lib/auth/demo-accounts.ts";
import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { reach } from "./reach.ts";
import { test } from "./test.ts";
import { plain } from "./words.ts";

test("the whole journey can be made without a mouse", async ({ page, t, sandbox, prefix }) => {
  test.slow();
  await addVideos(sandbox, prefix, { removable: 2, "loses-original": 1 });
  const [, { username, password }] = DEMO_ACCOUNTS;
  const operator = personAt(page, t);
  const { keyboard } = page;

  await page.goto("/videos");
  await reach(page, page.getByLabel(t("auth.username")));
  await keyboard.type(username);
  await reach(page, page.getByLabel(t("auth.password")));
  await keyboard.type(password);
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/videos$/);

  await operator.awaitVideos();
  await keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: t("videos.filters.search") })).toBeFocused();
  await keyboard.type(prefix);
  await reach(page, operator.button(t("videos.sync.refresh")), "Shift+Tab");
  await keyboard.press("Enter");
  await operator.expectRows(prefix, 3);
  for (const [row, select] of [
    [1, "x"],
    [2, "x"],
    [3, "Space"],
  ] as const) {
    await keyboard.press("j");
    await expect(page.getByRole("row").nth(row).getByRole("checkbox")).toBeFocused();
    await keyboard.press(select);
  }
  await reach(page, operator.button(t("videos.selection.review", { count: 3 })));
  await keyboard.press("Enter");
  await operator.awaitReview();

  await reach(page, page.getByRole("switch", { name: t("deletions.force.label") }));
  await keyboard.press("Space");
  const warning = page.getByRole("alertdialog", { name: t("deletions.force.title", { count: 1 }) });
  await expect(warning.getByRole("button", { name: t("deletions.consent.cancel") })).toBeFocused();
  await reach(page, warning.getByLabel(t.markup("deletions.consent.type", { count: 1, b: plain })));
  await keyboard.type("1");
  await reach(page, warning.getByRole("button", { name: t("deletions.force.button", { count: 1 }) }));
  await keyboard.press("Enter");
  await expect(warning).toBeHidden();

  await reach(page, operator.button(t("deletions.plan.button", { count: 3 })));
  await keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: t("deletions.confirm.title", { count: 3 }) });
  await expect(dialog.getByRole("button", { name: t("deletions.confirm.cancel") })).toBeFocused();
  await reach(page, dialog.getByRole("button", { name: t("deletions.confirm.button", { count: 3 }) }));
  await keyboard.press("Enter");
  await operator.awaitFinished(3);
  await operator.expectOutcomes({ verified: 3 });

  const evidence = page
    .getByRole("button", {
      name: t("deletions.items.openEvidence", { title: `${prefix} loses-original 001` }),
    })
    .first();
  await reach(page, evidence);
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: t("deletions.evidence.title") })).toBeVisible();
  await keyboard.press("Escape");
  await expect(evidence).toBeFocused();
});

test("on the table too, the focus stays on the page when the control that had it goes away", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  await addVideos(sandbox, prefix, { removable: 2 });
  const operator = personAt(page, t);
  const { keyboard } = page;
  await operator.signIn("operator");
  await operator.find(prefix, 2);
  const heading = page.getByRole("heading", { level: 1 });
  await page.getByRole("row").nth(1).getByRole("checkbox").check();
  await operator.button(t("videos.selection.clear")).focus();
  await keyboard.press("Enter");
  await expect(heading).toBeFocused();

  // Nine in the morning here, which the words say; applied unchanged it stays what it is.
  const from = "2020-01-01T01:00:00.001Z";
  await page.goto(`/videos?q=${prefix}&createdFrom=${encodeURIComponent(from)}&minBytes=1500000003`);
  await operator.expectRows(prefix, 2);
  const chips = page.getByRole("list", { name: t("videos.filters.active") });
  await expect(chips).toContainText("1.500000003 GB");
  await expect(chips).toContainText("09:00");
  for (const label of ["size", "created"] as const) {
    const button = page.getByRole("button", { name: new RegExp(`^${t(`videos.filters.${label}`)}`) }).first();
    await button.focus();
    await keyboard.press("Enter");
    await page.getByRole("button", { name: t("videos.filters.apply") }).focus();
    await keyboard.press("Enter");
    await expect(button).toBeFocused();
  }
  expect(new URL(page.url()).searchParams.get("createdFrom")).toBe(from);
  expect(new URL(page.url()).searchParams.get("minBytes")).toBe("1500000003");
  await page
    .getByRole("button", { name: t("videos.filters.remove", { label: t("videos.filters.size") }) })
    .focus();
  await keyboard.press("Enter");
  await expect(heading).toBeFocused();

  await page.getByRole("row").nth(1).getByRole("checkbox").check();
  await operator.savedSelection("exportCsv");
  const notice = page.getByText(t("videos.selection.exported"));
  await expect(notice).toBeVisible();
  const bar = await page.getByRole("region", { name: t("videos.selection.label") }).boundingBox();
  await expect
    .poll(async () => {
      const box = await notice.boundingBox();
      return box !== null && bar !== null && box.y + box.height < bar.y;
    })
    .toBe(true);
});
