import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { type EngineHarness, engineHarness } from "./engine-harness.ts";

eachStore("what a running deletion is told of others", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  const videos = (n: number) => Array.from({ length: n }, () => h.sandbox.addVideo({}).id);
  const setState = (id: string, state: string) =>
    h.db.execute(sql`update deletions set state = ${state} where id = ${id}`);

  it("how many share the rate, while it is at work", async () => {
    const ids = videos(3);
    const [mine, other, reviewed] = [await h.review(ids), await h.review(ids), await h.review(videos(1))];
    await setState(mine.id, "running");
    expect((await h.view(mine.id)).waiting).toEqual({ othersRunning: 0, heldItems: 0 });

    await setState(other.id, "running");
    expect((await h.view(mine.id)).waiting).toEqual({ othersRunning: 1, heldItems: 0 });

    await setState(mine.id, "paused");
    expect((await h.view(mine.id)).waiting).toEqual({ othersRunning: 0, heldItems: 0 });
    expect((await h.view(reviewed.id)).waiting).toEqual({ othersRunning: 0, heldItems: 0 });
    await setState(other.id, "discarded");
  });

  it("in its review, how many of its items the open ones list as well", async () => {
    const ids = videos(5);
    const [mine, other] = [await h.review(ids), await h.review(ids.slice(0, 3))];
    expect((await h.view(mine.id)).overlap).toBe(0);
    await setState(other.id, "running");
    expect((await h.view(mine.id)).overlap).toBe(3);
    await setState(other.id, "discarded");
    expect((await h.view(mine.id)).overlap).toBe(0);
  });

  it("how many of its ids wait because another one holds them, alone in their batch or not", async () => {
    const ids = videos(21);
    const { id } = await h.review(ids);
    await h.confirm(id);
    // Two of the first batch, and all of the second.
    const held = [ids[0], ids[1], ids[20]];
    await h.db.execute(sql`
      insert into in_flight (environment_id, video_id, deletion_id)
      select ${h.environment.id}, v.id, 'another' from jsonb_array_elements_text(${JSON.stringify(held)}::jsonb) v(id)
    `);
    const leaving = new AbortController();
    const driving = h.drive(id, leaving.signal);
    await vi.waitFor(
      async () => expect((await h.view(id)).waiting).toEqual({ othersRunning: 0, heldItems: 3 }),
      { timeout: 20_000 },
    );
    await h.db.execute(sql`delete from in_flight where deletion_id = 'another'`);
    await vi.waitFor(
      async () => expect((await h.view(id)).waiting).toEqual({ othersRunning: 0, heldItems: 0 }),
      { timeout: 20_000 },
    );
    leaving.abort();
    await driving;
  });
});
