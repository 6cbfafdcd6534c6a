import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import type { Outcome } from "../lib/deletion/types.ts";
import type { Messages } from "../lib/i18n/messages.ts";
import { plain, type Words } from "./words.ts";

/** What a person does, by what they read and hear. Each step ends when the screen shows that it is done. */
export function personAt(page: Page, t: Words) {
  const heading = (name: string) => page.getByRole("heading", { name, exact: true });
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  return {
    page,
    t,
    heading,
    button,

    /** By the sandbox's one-click account; leads to where they wanted to go. */
    async signIn(role: "operator" | "viewer" | "admin", to = "/videos") {
      await page.goto(to);
      await expect(heading(t("auth.title"))).toBeVisible();
      await button(t("auth.demo.enter", { role: t(`auth.role.${role}`) })).click();
      await expect(page).toHaveURL((url) => `${url.pathname}${url.search}` === to);
      await expect(heading(t("auth.title"))).toBeHidden();
    },

    /** Shows this test's videos, and reads the library again until the catalog knows them all. */
    async find(prefix: string, count: number) {
      await this.awaitVideos();
      await page.getByRole("searchbox", { name: t("videos.filters.search") }).fill(prefix);
      await button(t("videos.sync.refresh")).click();
      await this.expectRows(prefix, count);
    },

    /** The table has asked the server, so the page is alive. */
    async awaitVideos() {
      const table = page.getByRole("table", { name: t("videos.table.caption") });
      await expect(table).toHaveAttribute("aria-busy", "false");
    },

    /** So many match, whether or not all of their rows are in sight. */
    async expectRows(prefix: string, count: number) {
      const table = page.getByRole("table", { name: t("videos.table.caption") });
      await expect(table).toHaveAttribute("aria-rowcount", String(count + 1), { timeout: 30_000 });
      await expect(page.getByRole("row").filter({ hasText: prefix }).first()).toBeVisible();
    },

    /** Selects the rows one sees and leads to their review. */
    async choose(prefix: string, count: number) {
      await page.goto("/videos");
      await this.find(prefix, count);
      await page.getByRole("checkbox", { name: t("videos.table.selectLoaded", { count }) }).check();
      await this.review(count);
    },

    /** Selects everything that matches, by the second, explicit step. */
    async chooseAllMatching(prefix: string, count: number) {
      await page.goto("/videos");
      await this.find(prefix, count);
      await page.getByRole("row").filter({ hasText: prefix }).first().getByRole("checkbox").check();
      await button(t("videos.selection.selectAll", { count })).click();
      await this.review(count);
    },

    async review(count: number) {
      await button(t("videos.selection.review", { count })).click();
      await expect(page).toHaveURL(/\/deletions\/[\w-]+$/);
    },

    /** A group of the review, with its explanation and its switch. */
    group: (group: Parameters<typeof groupName>[1]) =>
      page.getByRole("region", { name: groupName(t, group) }),

    /** The review stands when the plan does. */
    async awaitReview() {
      await expect(heading(t("deletions.plan.title"))).toBeVisible({ timeout: 30_000 });
    },

    /** Ticks what to force, types the number and agrees. */
    async force(count: number) {
      await page.getByRole("switch", { name: t("deletions.force.label") }).click();
      const warning = page.getByRole("alertdialog", { name: t("deletions.force.title", { count }) });
      await expect(warning).toBeVisible();
      await typeCount(warning, t, count);
      await warning
        .getByRole("button", { name: t("deletions.force.button", { count }), exact: true })
        .click();
      await expect(warning).toBeHidden();
    },

    async agreeToLastCopies(count: number) {
      await page.getByRole("switch", { name: t("deletions.lastCopy.label") }).click();
      const warning = page.getByRole("alertdialog", { name: t("deletions.lastCopy.title", { count }) });
      await typeCount(warning, t, count);
      await warning
        .getByRole("button", { name: t("deletions.lastCopy.button", { count }), exact: true })
        .click();
      await expect(warning).toBeHidden();
    },

    /** Opens the one confirmation. */
    async askToDelete(count: number) {
      await button(t("deletions.plan.button", { count })).click();
      const dialog = page.getByRole("alertdialog", { name: t("deletions.confirm.title", { count }) });
      await expect(dialog).toBeVisible();
      return dialog;
    },

    /** From the review to the countdown. */
    async confirm(count: number) {
      const dialog = await this.askToDelete(count);
      await dialog
        .getByRole("button", { name: t("deletions.confirm.button", { count }), exact: true })
        .click();
      await expect(dialog).toBeHidden();
    },

    async awaitFinished(verified: number, cancelled = false) {
      const title = cancelled ? "deletions.result.titleCancelled" : "deletions.result.titleCompleted";
      await expect(heading(t(title, { count: verified }))).toBeVisible({ timeout: 45_000 });
    },

    /** The id of the deletion on the screen. */
    async deletionId(): Promise<string> {
      await expect(page).toHaveURL(/\/deletions\/[\w-]+/);
      return /\/deletions\/([\w-]+)/.exec(page.url())?.[1] ?? "";
    },

    /**
     * The outcomes of a finished deletion are these, on the screen and in the export, and they add up to
     * the list.
     */
    async expectOutcomes(expected: Partial<Record<Outcome, number>>) {
      const total = Object.values(expected).reduce((sum, count) => sum + count, 0);
      const shown = Object.entries(expected).map(
        ([outcome, count]) => `${t(`outcomes.name.${outcome as Outcome}`)} ${count}`,
      );
      const choices = page
        .getByRole("group", { name: t("deletions.result.filter"), exact: true })
        .getByRole("button");
      await expect(choices).toHaveCount(shown.length + 1);
      const texts = (await choices.allTextContents()).map((text) => text.trim());
      expect(texts.toSorted()).toEqual([`${t("deletions.result.all")} ${total}`, ...shown].toSorted());

      const { deletion, tallies, items } = await this.exported();
      expect(deletion.item_count).toBe(total);
      expect(items).toHaveLength(total);
      expect(new Set(items.map((item) => item.video_id)).size).toBe(total);
      expect(countBy(items.map((item) => item.outcome))).toEqual(expected);
      expect(countsOf(tallies)).toEqual(expected);
    },

    /** The selection, as the person saves it. */
    async savedSelection(kind: "exportCsv" | "exportJsonl"): Promise<string> {
      await button(t("videos.selection.export")).click();
      const saving = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: t(`videos.selection.${kind}`) }).click();
      return await readFile(await (await saving).path(), "utf8");
    },

    /** The whole deletion, as the person saves it. */
    async exported(): Promise<Exported> {
      const id = await this.deletionId();
      const answer = await page.request.get(`/api/deletions/${id}/export?format=json`);
      expect(answer.status()).toBe(200);
      return await answer.json();
    },
  };
}

export type Person = ReturnType<typeof personAt>;

export type Exported = {
  deletion: {
    state: string;
    result: string | null;
    item_count: number;
    reason: string | null;
    ticket: string | null;
  };
  tallies: { outcome: Outcome; count: number; bytes: number }[];
  items: {
    video_id: string;
    title: string;
    outcome: Outcome;
    not_sent_reason: string | null;
    lane: string | null;
    request_id: string | null;
    maybe_sent: boolean;
  }[];
};

function groupName(t: Words, group: keyof Messages["forecast"]["group"]) {
  return t(`forecast.group.${group}.name`);
}

async function typeCount(dialog: Locator, t: Words, count: number): Promise<void> {
  await dialog
    .getByLabel(t.markup("deletions.consent.type", { count, b: plain }), { exact: true })
    .fill(String(count));
}

function countBy(outcomes: readonly Outcome[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function countsOf(tallies: Exported["tallies"]): Partial<Record<Outcome, number>> {
  return Object.fromEntries(
    tallies.filter(({ count }) => count > 0).map(({ outcome, count }) => [outcome, count]),
  );
}
