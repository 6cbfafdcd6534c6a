import { expect, type Page } from "@playwright/test";
import { expectNoFindings } from "./axe.ts";
import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { reach } from "./reach.ts";
import { test } from "./test.ts";

test("videos, deletions, views and commands are found, and views kept, without a mouse", async ({
  page,
  t,
  sandbox,
  prefix,
  allowedComplaints,
}) => {
  const { removable } = await addVideos(sandbox, prefix, { removable: 4 });
  const operator = personAt(page, t);
  const { keyboard } = page;
  await operator.signIn("operator");
  await operator.find(prefix, 4);
  const bar = page.getByRole("region", { name: t("videos.selection.label") });
  const expectSelected = (count: number) => expect(bar).toContainText(t("videos.selection.count", { count }));
  const palette = page.getByRole("dialog", { name: t("palette.label") });
  const lines = palette.getByRole("option");
  const openPalette = async (text: string) => {
    await keyboard.press("Control+k");
    await expect(palette.getByRole("combobox", { name: t("palette.input") })).toBeFocused();
    await keyboard.type(text);
  };

  await test.step("ranges grow and shrink, and keys are silent while somebody types", async () => {
    await keyboard.press("/");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await keyboard.type("xjk?");
    await expect(page.getByRole("searchbox")).toHaveValue(`${prefix}xjk?`);
    await expect(bar).toBeHidden();
    await page.getByRole("searchbox").fill(prefix);
    await operator.expectRows(prefix, 4);
    await page.getByRole("searchbox").blur();
    await keyboard.press("j");
    await keyboard.press("Shift+J");
    await keyboard.press("Shift+J");
    await expectSelected(3);
    await keyboard.press("Shift+K");
    await expectSelected(2);
    for (const key of ["j", "j", "Shift+Space"]) await keyboard.press(key);
    await expectSelected(4);
    for (const key of ["k", "k", "k", "Shift+X"]) await keyboard.press(key);
    await expect(bar).toBeHidden();
    for (const key of ["x", "j", "j", "j", "Shift+X"]) await keyboard.press(key);
    await expectSelected(4);
    await expect(page.getByRole("row").nth(4).getByRole("checkbox")).toBeFocused();
  });

  await test.step("the sheet names the keys, and they are off in front of it", async () => {
    await keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: t("keys.title") });
    await expect(sheet).toContainText(t("keys.does.extendDown"));
    await expectNoFindings(page, "keys");
    await keyboard.press("k");
    await keyboard.press("x");
    await keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await expectSelected(4);
    await expect(page.getByRole("row").nth(4).getByRole("checkbox")).toBeFocused();
  });

  await test.step("a view is saved, changed, and gone back to", async () => {
    const name = `${prefix} only`;
    await reach(page, operator.button(t("views.button")), "Shift+Tab");
    await keyboard.press("Enter");
    await reach(page, operator.button(t("views.saveAs")));
    await expectNoFindings(page, "views");
    await keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: t("views.newTitle") });
    await expect(dialog.getByRole("textbox", { name: t("views.name") })).toBeFocused();
    await keyboard.press("Enter");
    await expect(dialog).toContainText(t("views.nameEmpty", { max: 80 }));
    await expectNoFindings(page, "save view");
    await keyboard.type(name);
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/[?&]view=/);
    await expect(operator.button(name)).toBeVisible();
    await expect(dialog).toBeHidden();

    await keyboard.press("/");
    await keyboard.press("End");
    await keyboard.type(" removable 002");
    await operator.expectRows(prefix, 1);
    await reach(page, page.getByRole("link", { name: t("views.reset") }), "Shift+Tab");
    await expect(operator.button(t("views.save"))).toBeVisible();
    await keyboard.press("Enter");
    await operator.expectRows(prefix, 4);
    await expect(page.getByText(t("views.modified"))).toBeHidden();

    await openPalette("videos");
    await expect(lines.first()).toHaveText(t("palette.commands.go", { place: t("shell.nav.videos") }));
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/\/videos$/);
    await expect(operator.button(t("views.button"))).toBeVisible();
    await openPalette(name);
    await expect(lines.filter({ hasText: name })).toBeVisible();
    await expectNoFindings(page, "palette");
    await keyboard.press("Enter");
    await expect(operator.button(name)).toBeVisible();
    await operator.expectRows(prefix, 4);
  });

  await test.step("a video is found by the beginning of its id, whatever an older answer says", async () => {
    const [wanted] = removable;
    const id = wanted?.id ?? "";
    const late = hold(page, "q=late");
    await openPalette("late");
    await late.held;
    await palette.getByRole("combobox").fill(id.slice(0, 12));
    await expect(lines.filter({ hasText: id })).toBeVisible();
    await late.release();
    await expect(lines.filter({ hasText: id })).toBeVisible();
    await keyboard.press("Enter");
    await expect(page).toHaveURL(
      (url) => url.searchParams.get("video") === id && url.searchParams.has("view"),
    );
    await expect(page.getByRole("dialog").getByRole("heading", { name: wanted?.title ?? "" })).toBeFocused();
    await keyboard.press("Escape");
  });

  await test.step("a failed search says so, and what needs no server stays", async () => {
    allowedComplaints.push(/Failed to load resource/);
    await page.route("**/api/videos?*", (route) => route.abort());
    await openPalette("sign");
    await expect(palette.getByRole("alert")).toContainText(t("palette.failed.videos"));
    await expect(lines.first()).toHaveText(t("palette.commands.sign-out"));
    await page.unroute("**/api/videos?*");
    await reach(page, palette.getByRole("button", { name: t("palette.failed.retry") }));
    await keyboard.press("Enter");
    await expect(palette.getByRole("alert")).toBeHidden();
    await keyboard.press("Control+k");
    await expect(palette).toBeHidden();
  });

  await test.step("a deletion is found by its id, and by walking the list", async () => {
    await reach(page, operator.button(t("videos.selection.review", { count: 4 })));
    await keyboard.press("Enter");
    await operator.awaitReview();
    const id = await operator.deletionId();
    await openPalette("go deletions");
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/\/deletions$/);
    await page.getByRole("row").nth(1).waitFor();
    await keyboard.press("j");
    await expect(page.getByRole("row").filter({ hasText: id }).getByRole("link")).toBeFocused();
    await openPalette(id.slice(0, 10));
    await expect(lines.filter({ hasText: id })).toBeVisible();
    await keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/deletions/${id}$`));
  });
});

test("a range with Shift goes by the rows between two videos as they stand now", async ({
  page,
  t,
  sandbox,
  prefix,
}) => {
  await addVideos(sandbox, prefix, { removable: 4 });
  const operator = personAt(page, t);
  await operator.signIn("operator", `/videos?q=${prefix}&sort=title.asc`);
  await operator.awaitVideos();
  await operator.button(t("videos.sync.refresh")).click();
  await operator.expectRows(prefix, 4);
  const bar = page.getByRole("region", { name: t("videos.selection.label") });
  const box = (n: number) =>
    page.getByRole("checkbox", {
      name: t("videos.table.selectRow", { title: `${prefix} removable 00${n}` }),
    });
  await box(1).click();
  await box(3).click({ modifiers: ["Shift"] });
  await expect(bar).toContainText(t("videos.selection.count", { count: 3 }));
  await operator.button(t("videos.selection.clear")).click();
  await page
    .getByRole("columnheader", { name: t("videos.table.title") })
    .getByRole("button")
    .click();
  await expect(page.getByRole("row").nth(1)).toContainText("removable 004");
  await box(4).click({ modifiers: ["Shift"] });
  await expect(bar).toContainText(t("videos.selection.count", { count: 2 }));
  await expect(box(3)).toBeChecked();
  await expect(box(2)).not.toBeChecked();
});

/** Keeps back the answers to requests whose address holds the text. */
function hold(page: Page, text: string) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = page.waitForRequest((request) => request.url().includes(text));
  const routed = page.route(
    (url) => url.href.includes(text),
    async (route) => {
      await released;
      await route.continue().catch(() => null);
    },
  );
  return { held: routed.then(() => held), release: async () => release() };
}
