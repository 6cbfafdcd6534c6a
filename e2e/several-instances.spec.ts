import type { Page } from "@playwright/test";
import { type Cluster, type Instance, startCluster } from "./cluster.ts";
import { addVideos } from "./library.ts";
import { personAt } from "./person.ts";
import { ask, HAS_POSTGRES } from "./postgres.ts";
import { test as base, expect } from "./test.ts";

/** A drain ends within 10 s (design: shutdown). */
const DRAIN_MS = 10_000;

/** As in test.ts, with a cluster in the place of the one console. */
const test = base.extend<{ webs: [Instance, Instance] }, { cluster: Cluster }>({
  cluster: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
    async ({}, use) => {
      const cluster = await startCluster();
      await use(cluster);
      await cluster.stop();
    },
    { scope: "worker", timeout: 150_000 },
  ],
  app: [
    async ({ cluster }, use) => {
      const never = () => Promise.reject(new Error("A cluster's processes are stopped one by one."));
      await use({ ...cluster, kill9: never, start: never });
    },
    { scope: "worker" },
  ],
  /** Two that start at the same moment, at first on a database without tables. */
  webs: async ({ cluster }, use) => {
    const webs = await Promise.all([cluster.startWeb(), cluster.startWeb()]);
    cluster.front.sendTo(...webs.map((web) => web.url));
    await use([webs[0], webs[1]]);
    await Promise.all(webs.map((web) => web.process.stop()));
  },
});

// Not registered rather than skipped where there is no server: a skipped test counts as failed.
if (HAS_POSTGRES) {
  test("what is begun on one instance is watched, paused, resumed and cancelled from another", async ({
    page,
    t,
    cluster,
    webs: [a, b],
    sandbox,
    prefix,
  }) => {
    test.slow();
    const worker = await cluster.startWorker();
    const mine = await addVideos(sandbox, prefix, { removable: 2, "loses-original": 3 });
    await sandbox.addFaults({
      kind: "throttle",
      action: "DeleteMezzanines",
      always: true,
      match: { force: true },
    });
    cluster.front.sendTo(a.url);
    const operator = personAt(page, t);
    await operator.signIn("operator");
    await operator.choose(prefix, 5);
    await operator.awaitReview();
    await operator.force(3);
    await operator.confirm(5);

    // The page came from A; from here on B alone is asked, with the cookie and the actions that A gave.
    cluster.front.sendTo(b.url);
    const bar = page.getByRole("progressbar", { name: t("deletions.run.progressLabel", { total: 5 }) });
    await expect(bar).toHaveAttribute("aria-valuenow", "2", { timeout: 30_000 });
    await operator.button(t("deletions.run.pause")).click();
    await expect(operator.heading(t("deletions.run.titlePaused"))).toBeVisible();
    await operator.button(t("deletions.run.resume")).click();
    await expect(operator.heading(t("deletions.run.titleRunning"))).toBeVisible();
    await page.reload();
    await expect(operator.heading(t("deletions.run.titleRunning"))).toBeVisible();

    // And back: the page of B, the action at A.
    cluster.front.sendTo(a.url);
    await operator.button(t("deletions.run.pause")).click();
    await expect(operator.heading(t("deletions.run.titlePaused"))).toBeVisible();
    await operator.button(t("deletions.run.cancel")).click();
    const dialog = page.getByRole("alertdialog", { name: t("deletions.run.cancelTitle", { count: 3 }) });
    await dialog.getByRole("button", { name: t("deletions.run.cancelButton", { count: 3 }) }).click();
    await operator.awaitFinished(2, true);
    await operator.expectOutcomes({ verified: 2, "not-sent": 3 });
    for (const { id } of mine["loses-original"]) {
      expect((await sandbox.video(id)).mezzanineStatus).toBe("Normal");
    }
    expect(await worker.stop()).toBe(0);
  });

  test("a worker is killed and a web instance ended in mid-run: the screen goes on, and so does the run", async ({
    page,
    t,
    cluster,
    webs: [a, b],
    sandbox,
    prefix,
  }) => {
    test.setTimeout(240_000);
    const first = await cluster.startWorker();
    const mine = await addVideos(sandbox, prefix, { removable: 300 });
    await sandbox.addFaults(
      { kind: "latency", action: "DeleteMezzanines", ms: 1_000, always: true },
      { kind: "latency", action: "GetPlayInfo", ms: 2_000, always: true },
    );
    const operator = personAt(page, t);
    await operator.signIn("operator");
    const before = await sandbox.newest();
    await operator.chooseAllMatching(prefix, 300);
    await operator.awaitReview();
    await operator.confirm(300);
    await expect(operator.heading(t("deletions.run.titleRunning"))).toBeVisible({ timeout: 30_000 });
    await expect
      .poll(async () => (await sandbox.requests("DeleteMezzanines", before)).length)
      .toBeGreaterThan(2);
    const second = await cluster.startWorker();
    await first.kill9();
    const killedAt = await sandbox.newest();

    // A request is under way at A when A is told to end; whatever the browser asks meanwhile, B answers.
    const asked = await sandbox.newest();
    const look = page.request.get(`${a.url}/api/videos/${mine.removable[0]?.id}`);
    await expect.poll(async () => (await sandbox.requests("GetPlayInfo", asked)).length).toBeGreaterThan(0);
    const { code, tookMs } = await end(a);
    expect((await look).status()).toBe(200);
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(DRAIN_MS);
    await stillSignedIn(page, b);
    await page.reload();
    await expect(operator.heading(t("deletions.run.titleRunning"))).toBeVisible();

    await expect(operator.heading(t("deletions.result.titleCompleted", { count: 300 }))).toBeVisible({
      timeout: 120_000,
    });
    await operator.expectOutcomes({ verified: 300 });
    const calls = await sandbox.requests("DeleteMezzanines", before);
    const tookEffect = calls.filter(({ seq }) => seq <= killedAt).flatMap(({ deleted }) => deleted);
    const sentAgain = calls.filter(({ seq }) => seq > killedAt).flatMap(({ ids }) => ids);
    expect(sentAgain.filter((id) => tookEffect.includes(id))).toEqual([]);
    expect([...tookEffect, ...sentAgain].toSorted()).toEqual(mine.removable.map(({ id }) => id).toSorted());
    expect(await second.stop()).toBe(0);
  });

  test("a worker told to end while its calls are in flight stores their answers, and the next one goes on", async ({
    page,
    t,
    cluster,
    webs: _,
    sandbox,
    prefix,
  }) => {
    test.slow();
    const first = await cluster.startWorker();
    await addVideos(sandbox, prefix, { removable: 160 });
    await sandbox.addFaults({ kind: "latency", action: "DeleteMezzanines", ms: 2_000, always: true });
    const operator = personAt(page, t);
    await operator.signIn("operator");
    const before = await sandbox.newest();
    await operator.chooseAllMatching(prefix, 160);
    await operator.awaitReview();
    await operator.confirm(160);
    const inFlight = "select count(*) from attempts where kind = 'delete' and ended_at is null";
    await expect.poll(() => ask(cluster.databaseUrl, inFlight), { timeout: 30_000 }).toBeGreaterThan(1);
    const { code, tookMs } = await end({ process: first });
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(DRAIN_MS);
    expect(await ask(cluster.databaseUrl, inFlight)).toBe(0);

    const second = await cluster.startWorker();
    await operator.awaitFinished(160);
    await operator.expectOutcomes({ verified: 160 });
    const sent = (await sandbox.requests("DeleteMezzanines", before)).flatMap(({ ids }) => ids);
    expect(sent).toHaveLength(160);
    expect(await second.stop()).toBe(0);
  });
}

/** SIGTERM: how it ended, and after how long. */
async function end({ process: child }: Pick<Instance, "process">) {
  const since = performance.now();
  const code = await child.stop();
  return { code, tookMs: performance.now() - since };
}

async function stillSignedIn(page: Page, { url }: Instance): Promise<void> {
  expect((await page.request.get(`${url}/api/deletions`)).status()).toBe(200);
}
