import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
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

  it("how many share the rate, and how many of its ids one of them holds", async () => {
    const ids = videos(3);
    const [mine, other, reviewed] = [await h.review(ids), await h.review(ids), await h.review(videos(1))];
    await setState(mine.id, "running");
    expect((await h.view(mine.id)).waiting).toEqual({ othersRunning: 0, heldItems: 0 });

    await setState(other.id, "running");
    await h.db.execute(sql`
      insert into in_flight (environment_id, video_id, deletion_id)
      values (${h.environment.id}, ${ids[0]}, ${other.id}), (${h.environment.id}, ${ids[1]}, ${mine.id})
    `);
    expect((await h.view(mine.id)).waiting).toEqual({ othersRunning: 1, heldItems: 1 });

    await setState(mine.id, "paused");
    expect((await h.view(mine.id)).waiting).toEqual({ othersRunning: 0, heldItems: 0 });
    expect((await h.view(reviewed.id)).waiting).toEqual({ othersRunning: 0, heldItems: 0 });
  });
});
