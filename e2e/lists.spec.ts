import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { expect, test } from "./test.ts";

const NOWHERE = "f".repeat(32);

test("a pasted list becomes exactly its videos, and what is no video of it is told", async ({
  page,
  sandbox,
  prefix,
  t,
}) => {
  const person = personAt(page, t);
  const { removable } = await addVideos(sandbox, prefix, { removable: 2 });
  const [a = "", b = ""] = removable.map((video) => video.id);
  const custom = `${prefix}-Master`;
  const [named] = await sandbox.addVideos([{ title: `${prefix} named`, referenceId: custom }]);
  const c = named?.id ?? "";
  await person.signIn("operator");
  const before = await sandbox.newest();

  await page.goto("/videos?ids=import");
  const dialog = page.getByRole("dialog", { name: t("lists.title") });
  await dialog
    .getByLabel(t("lists.paste"))
    .fill([a, b.toUpperCase(), custom, a, custom.toLowerCase(), "not an id!", NOWHERE].join("\n"));
  await dialog.getByRole("button", { name: t("lists.readPasted") }).click();

  // The catalog has not read these videos yet: all of it is asked live.
  await expect(dialog.getByText(t("lists.summary", { lines: 7, ready: 3 }))).toBeVisible();
  const choice = (name: string) =>
    dialog.getByRole("group", { name: t("lists.show") }).getByRole("button", { name });
  await expect(choice(`${t("lists.class.ready")} 3`)).toBeVisible();
  await expect(choice(`${t("lists.class.duplicate")} 1`)).toBeVisible();
  await expect(choice(`${t("lists.class.malformed")} 1`)).toBeVisible();
  await choice(`${t("lists.class.missing")} 2`).click();
  const rows = dialog.getByRole("table", { name: t("lists.lines") }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: NOWHERE })).toContainText(t("lists.means.missing"));

  // A reload goes on with the list where it was.
  await page.reload();
  await expect(dialog.getByText(t("lists.summary", { lines: 7, ready: 3 }))).toBeVisible();

  const saving = page.waitForEvent("download");
  await dialog.getByRole("link", { name: t("lists.downloadRejects", { count: 4 }) }).click();
  const rejects = await readFile(await (await saving).path(), "utf8");
  expect(rejects.split("\r\n").map((line) => line.split(",").slice(0, 3).join(","))).toEqual([
    "\uFEFFline,id,status",
    `4,${a},duplicate`,
    `5,${custom.toLowerCase()},missing`,
    "6,not an id!,malformed",
    `7,${NOWHERE},missing`,
    "",
  ]);

  await dialog.getByRole("button", { name: t("lists.use", { count: 3 }) }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(t("videos.selection.pastedList"))).toBeVisible();
  await page.reload();
  await person.review(3);
  await person.awaitReview();
  const { items } = await person.exported();
  expect(items.map((item) => item.video_id).toSorted()).toEqual([a, b, c].toSorted());
  expect(await sandbox.requests("DeleteMezzanines", before)).toEqual([]);
});

test("a table is read by the column a person names; an ambiguous id waits for a choice", async ({
  page,
  sandbox,
  prefix,
  t,
}) => {
  const person = personAt(page, t);
  const { removable } = await addVideos(sandbox, prefix, { removable: 1 });
  const a = removable[0]?.id ?? "";
  // One video's custom id is another's VideoId.
  const [other] = await sandbox.addVideos([{ title: `${prefix} other`, referenceId: a }]);
  const b = other?.id ?? "";
  await person.signIn("operator");
  await page.goto("/videos");
  await person.awaitVideos();
  await page.getByRole("button", { name: t("videos.bringList") }).click();
  const dialog = page.getByRole("dialog", { name: t("lists.title") });
  const pick = (name: string, body: Buffer) =>
    dialog.getByLabel(t("lists.pick")).last().setInputFiles({ name, mimeType: "text/csv", buffer: body });

  await pick("movie.csv", Buffer.from([0x00, 0x01, 0x02, 0x03, 0x04]));
  await expect(dialog.getByRole("alert")).toContainText(t("lists.refused.binary"));
  await pick("gbk.csv", Buffer.from([0xca, 0xd3, 0xc6, 0xb5, 0x0d, 0x0a]));
  await expect(dialog.getByRole("alert")).toContainText(t("lists.refused.not-utf8"));
  await pick("empty.csv", Buffer.from("\r\n\r\n"));
  await expect(dialog.getByRole("alert")).toContainText(t("lists.refused.empty"));

  const table = `\uFEFF"Film; part";Copy of;Film id\r\n"One ""x""";${b};${a}\r\n`;
  await pick("films.csv", Buffer.from(table));
  await expect(dialog.getByText(t("lists.columnUnclear", { name: "films.csv" }))).toBeVisible();
  await dialog.getByLabel(t("lists.hasHeader")).check();
  await dialog.getByLabel(t("lists.idColumn")).selectOption({ label: "Film id" });
  await dialog.getByRole("button", { name: t("lists.read"), exact: true }).click();

  await expect(dialog.getByText(t("lists.summary", { lines: 1, ready: 0 }))).toBeVisible();
  const choice = dialog.getByLabel(t("lists.chooseFor", { line: 2 }));
  await expect(choice).toBeVisible();
  await expect(dialog.getByRole("button", { name: t("lists.use", { count: 0 }) })).toBeDisabled();
  await choice.selectOption(b);
  await dialog.getByRole("button", { name: t("lists.use", { count: 1 }) }).click();
  await person.review(1);
  await person.awaitReview();
  // The deletion says which list it came from.
  const name = t("deletions.header.list", { name: "films.csv" });
  await expect(page.getByText(name).first()).toBeVisible();
  const { items } = await person.exported();
  expect(items.map((item) => item.video_id)).toEqual([b]);
});

test("only the videos of a list are shown, in a link too, and all that match there are what is reviewed", async ({
  page,
  sandbox,
  prefix,
  t,
}) => {
  const person = personAt(page, t);
  const { removable } = await addVideos(sandbox, prefix, { removable: 3 });
  const [a, b, c] = removable.map((video) => video.id);
  await person.signIn("operator");
  await person.find(prefix, 3);
  await person.button(t("videos.bringList")).click();
  const dialog = page.getByRole("dialog", { name: t("lists.title") });
  // Two files at once are not read, and one beside the zone does not take the console away.
  const drop = (on: Locator) =>
    on.evaluate((element) => {
      const dataTransfer = new DataTransfer();
      for (const name of ["a.txt", "b.txt"]) dataTransfer.items.add(new File(["x"], name));
      const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    });
  expect(await drop(dialog.getByRole("heading", { name: t("lists.title") }))).toBe(true);
  await drop(dialog.getByText(t("lists.drop")));
  await expect(dialog.getByText(t("lists.oneFile"))).toBeVisible();
  await dialog.getByLabel(t("lists.paste")).fill([a, b].join("\n"));
  await dialog.getByRole("button", { name: t("lists.readPasted") }).click();
  await dialog.getByRole("button", { name: t("lists.use", { count: 2 }) }).click();
  await expect(dialog).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL((url) => url.pathname !== "/videos" || !url.searchParams.has("ids"));
  await page.goForward();

  await person.button(t("videos.selection.onlyList")).click();
  await person.expectRows(prefix, 2);
  const row = (id: string | undefined) => page.locator(`[data-row-id="${id}"]`);
  await expect(row(a).getByRole("checkbox")).toBeChecked();
  await expect(row(c)).toHaveCount(0);
  await page.reload();
  await person.expectRows(prefix, 2);
  await expect(page.getByRole("list", { name: t("videos.filters.active") })).toContainText(
    t("videos.filters.chip", { label: t("videos.filters.list"), value: t("lists.pasted") }),
  );

  await person.button(t("videos.selection.clear")).click();
  await row(a).getByRole("checkbox").check();
  await person.button(t("videos.selection.selectAll", { count: 2 })).click();
  await person.review(2);
  await person.awaitReview();
  const { items } = await person.exported();
  expect(items.map((item) => item.video_id).toSorted()).toEqual([a, b].toSorted());

  await page.goto(`/videos?onList=${crypto.randomUUID()}&q=${prefix}`);
  await expect(page.getByText(t("videos.filters.listGone"))).toBeVisible();
  await person.expectRows(prefix, 3);
});

test("ambiguous ids are settled by one rule, and what it does not tell stays out", async ({
  page,
  sandbox,
  prefix,
  t,
}) => {
  const person = personAt(page, t);
  const { removable } = await addVideos(sandbox, prefix, { removable: 2 });
  const ids = removable.map((video) => video.id);
  const twice = `${prefix}-twice`;
  const references = [...ids, twice, twice];
  const others = await sandbox.addVideos(
    references.map((referenceId, n) => ({ title: `${prefix} other ${n}`, referenceId })),
  );
  await person.signIn("operator");
  // The catalog knows them all: which videos share a custom id, VOD does not tell.
  await person.find(prefix, 6);
  await page.goto("/videos?ids=import");
  const dialog = page.getByRole("dialog", { name: t("lists.title") });
  await dialog.getByLabel(t("lists.paste")).fill([...ids, twice].join("\n"));
  await dialog.getByRole("button", { name: t("lists.readPasted") }).click();
  await expect(dialog.getByText(t("lists.bulk.open", { count: 3 }))).toBeVisible();

  await dialog.getByRole("button", { name: t("lists.bulk.video-id") }).click();
  await expect(dialog.getByText(t("lists.bulk.done", { changed: 2, open: 1 }))).toBeVisible();
  await dialog.getByRole("button", { name: t("lists.bulk.none") }).click();
  await expect(dialog.getByText(t("lists.bulk.open", { count: 3 }))).toBeVisible();
  await dialog.getByRole("button", { name: t("lists.bulk.custom-id") }).click();
  await expect(dialog.getByText(t("lists.bulk.open", { count: 1 }))).toBeVisible();

  await dialog.getByRole("button", { name: t("lists.use", { count: 2 }) }).click();
  await person.review(2);
  await person.awaitReview();
  const { items } = await person.exported();
  const wanted = others.slice(0, 2).map((video) => video.id);
  expect(items.map((item) => item.video_id).toSorted()).toEqual(wanted.toSorted());
});
