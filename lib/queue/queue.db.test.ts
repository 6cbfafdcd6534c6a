import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { openQueue, type Queue } from "./queue.ts";

eachStore("the queue", (store) => {
  const queues: Queue[] = [];

  async function open() {
    const queue = await openQueue(store());
    queues.push(queue);
    return queue;
  }

  beforeEach(() => store().reset());
  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.stop({ drainMs: 1000 });
  });

  const states = async () =>
    (await store().executeSql("select state from pgboss.job order by created_on")).rows.map(
      (row) => row.state,
    );

  /** A handler that keeps each run open until it is let go. */
  function gate() {
    const runs: { payload: unknown; signal: AbortSignal; end: () => void; fail: (error: Error) => void }[] =
      [];
    const handler = (payload: unknown, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        runs.push({ payload, signal, end: resolve, fail: reject });
      });
    const run = (n: number) =>
      vi.waitFor(
        () => {
          const found = runs[n];
          if (!found) throw new Error(`run ${n} has not begun`);
          return found;
        },
        { timeout: 25_000, interval: 20 },
      );
    return { runs, handler, run };
  }

  it("works a job with its payload and then leaves nothing to do", async () => {
    const queue = await open();
    const { handler, run, runs } = gate();
    await queue.work("drive-deletion", { concurrency: 2 }, handler);
    await queue.send("drive-deletion", { deletionId: "d1" });
    const first = await run(0);
    expect(first.payload).toEqual({ deletionId: "d1" });
    first.end();
    await vi.waitFor(async () => expect(await states()).toEqual(["completed"]));
    expect(runs).toHaveLength(1);
  });

  it("keeps at most one job per deletion, however often it is sent", async () => {
    const queue = await open();
    const later = new Date(Date.now() + 3_600_000);
    for (let n = 0; n < 5; n += 1)
      await queue.send("drive-deletion", { deletionId: "d1" }, { startAfter: later });
    await queue.send("drive-deletion", { deletionId: "d2" }, { startAfter: later });
    expect(await states()).toEqual(["created", "created"]);
  });

  it("brings a waiting job forward when it is wanted earlier", async () => {
    const queue = await open();
    const { handler, run } = gate();
    await queue.send(
      "drive-deletion",
      { deletionId: "d1" },
      { startAfter: new Date(Date.now() + 3_600_000) },
    );
    await queue.work("drive-deletion", { concurrency: 1 }, handler);
    await queue.send("drive-deletion", { deletionId: "d1" });
    (await run(0)).end();
  });

  it("works a deletion once more when it was sent while being worked, and never twice at a time", async () => {
    const queue = await open();
    const { handler, run, runs } = gate();
    await queue.work("drive-deletion", { concurrency: 4 }, handler);
    await queue.send("drive-deletion", { deletionId: "d1" });
    const first = await run(0);
    await queue.send("drive-deletion", { deletionId: "d1" });
    await queue.send("drive-deletion", { deletionId: "d1" });
    // Another deletion is not held up by it.
    await queue.send("drive-deletion", { deletionId: "d2" });
    expect((await run(1)).payload).toEqual({ deletionId: "d2" });
    expect(runs.filter((r) => JSON.stringify(r.payload).includes("d1"))).toHaveLength(1);
    first.end();
    const again = await run(2);
    expect(again.payload).toEqual({ deletionId: "d1" });
    again.end();
    runs[1]?.end();
    await vi.waitFor(async () => expect(await states()).toEqual(["completed", "completed", "completed"]));
  });

  it("tries a job again whose handler threw", async () => {
    const queue = await open();
    const { handler, run } = gate();
    await queue.work("drive-deletion", { concurrency: 1 }, handler);
    await queue.send("drive-deletion", { deletionId: "d1" });
    (await run(0)).fail(new Error("no"));
    (await run(1)).end();
    await vi.waitFor(async () => expect(await states()).toEqual(["completed"]));
  });

  it("drops a payload of another version instead of failing on it for ever", async () => {
    const queue = await open();
    const { handler, run, runs } = gate();
    await store().exec(
      `insert into pgboss.job (name, data, singleton_key, policy) values ('drive-deletion', '{"id": 7}', 'old', 'exclusive')`,
    );
    await queue.work("drive-deletion", { concurrency: 1 }, handler);
    await vi.waitFor(async () => expect(await states()).toEqual(["completed"]), 10_000);
    await queue.send("drive-deletion", { deletionId: "d1" });
    (await run(0)).end();
    expect(runs.map((r) => r.payload)).toEqual([{ deletionId: "d1" }]);
  });

  it("tells handlers to stop, and leaves what they had not finished to the next worker", async () => {
    const queue = await open();
    const { handler, run } = gate();
    await queue.work("drive-deletion", { concurrency: 1 }, handler);
    await queue.send("drive-deletion", { deletionId: "d1" });
    const first = await run(0);
    first.signal.addEventListener("abort", () => first.end());
    await queue.stop({ drainMs: 5000 });
    expect(first.signal.aborted).toBe(true);
    expect(await states()).toEqual(["retry"]);
    const next = await open();
    await next.work("drive-deletion", { concurrency: 1 }, handler);
    (await run(1)).end();
  });

  it("works a job again whose worker was killed", { timeout: 45_000 }, async () => {
    const queue = await open();
    await queue.send("drive-deletion", { deletionId: "d1" });
    // What a killed worker leaves behind: claimed, and a heartbeat that nobody renews.
    await store().exec("update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now()");
    if (store().kind === "pglite") expect(await queue.reclaimActive()).toBe(1);
    const { handler, run } = gate();
    await queue.work("drive-deletion", { concurrency: 1 }, handler);
    const taken = await run(0);
    expect(taken.payload).toEqual({ deletionId: "d1" });
    taken.end();
    await vi.waitFor(async () => expect(await states()).toEqual(["completed"]));
  });

  it("survives a second start on the same database", async () => {
    await open();
    const second = await open();
    const { handler, run } = gate();
    await second.work("sync-catalog", { concurrency: 1 }, handler);
    await second.send("sync-catalog", { environmentId: "e1" });
    (await run(0)).end();
  });
});
