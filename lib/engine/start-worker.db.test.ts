import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Container } from "../container.ts";
import { eachStore } from "../db/open-test-store.ts";
import { openQueue } from "../queue/queue.ts";
import type { VodClient } from "../vod/types.ts";
import { confirmDeletion } from "./confirm-deletion.ts";
import { createDeletion } from "./create-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness } from "./engine-harness.ts";
import { startWorker } from "./start-worker.ts";

eachStore("the worker", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  /** A process of the console, as far as the worker knows one. */
  async function processOf(vod: VodClient = h.c.vod) {
    const { backgroundDb } = store();
    const c: Container = {
      ...h.c,
      backgroundDb,
      vod,
      env: h.env,
      store: store(),
      queue: await openQueue(store()),
    };
    return { c, stop: await startWorker(c) };
  }
  const reaches = (id: string, state: string) =>
    vi.waitFor(async () => expect((await h.view(id)).state).toBe(state), { timeout: 20_000, interval: 50 });

  async function created(c: Container, key: string, ids: string[]): Promise<string> {
    const { id } = await createDeletion(c, {
      actor: ACTOR,
      idempotencyKey: key,
      selection: { kind: "ids", ids },
      selectedCount: ids.length,
    });
    await reaches(id, "review");
    return id;
  }

  async function confirmed(c: Container, id: string): Promise<void> {
    await confirmDeletion(c, { id, digest: (await h.view(id)).digest ?? "", actor: ACTOR });
  }

  it("drives what is created up to the review, and what is confirmed to its end, with nobody's hand", async () => {
    const { c, stop } = await processOf();
    try {
      const id = await created(c, "one", h.fresh(25));
      await confirmed(c, id);
      await reaches(id, "finished");
      expect((await h.view(id)).tallies.verified.count).toBe(25);
      await h.assertComplete(id);
    } finally {
      await stop();
    }
  });

  it("a stop lets the call under way end and keeps its answer; the next start goes on from there", async () => {
    const left = Promise.withResolvers<void>();
    const slow: VodClient = {
      ...h.c.vod,
      deleteMezzanines: async (ids, force) => {
        const result = await h.c.vod.deleteMezzanines(ids, force);
        left.resolve();
        await new Promise((resolve) => setTimeout(resolve, 300));
        return result;
      },
    };
    h.sandbox.clearRequests();
    const first = await processOf(slow);
    const id = await created(first.c, "two", h.fresh(130));
    await confirmed(first.c, id);
    await left.promise;
    await first.stop();
    const stopped = await h.view(id);
    expect(["running", "verifying"]).toContain(stopped.state);
    expect(stopped.tallies.sending.count).toBe(0);
    expect(stopped.tallies.unknown.count).toBe(0);
    const lost = await h.rows<{ n: number }>(
      sql`select count(*)::int as n from attempts where deletion_id = ${id} and coalesce(result, 'lost') = 'lost'`,
    );
    expect(Number(lost[0]?.n)).toBe(0);

    const second = await processOf();
    try {
      await reaches(id, "finished");
      expect((await h.view(id)).tallies.verified.count).toBe(130);
      expect(h.deletes()).toHaveLength(7);
      await h.assertComplete(id);
    } finally {
      await second.stop();
    }
  });
});
