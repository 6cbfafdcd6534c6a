import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eachStore } from "../../db/open-test-store.ts";
import { deletions } from "../../db/schema.ts";
import { type EngineHarness, engineHarness } from "../engine-harness.ts";
import { createObstruction, type LostRead } from "./obstruction.ts";

const OUTAGE = {
  code: "ConnectionFailed",
  message: "",
  needs: "time",
  since: new Date().toISOString(),
} as const;

eachStore("a driver that takes over", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  /** The way to VOD as the next driver of a deletion finds it, with the note that the one before it left. */
  async function nextDriver(obstacle: typeof deletions.$inferSelect.obstacle) {
    const { id } = await h.review(h.fresh(1));
    const [row] = await h.db.update(deletions).set({ obstacle }).where(eq(deletions.id, id)).returning();
    const { signal } = new AbortController();
    const { token = 0, environmentId = "" } = row ?? {};
    const drive = { c: h.c, promptDb: h.db, id, environmentId, token, signal, nextBatchNo: 1 };
    return createObstruction(drive, obstacle !== null);
  }

  it("in mid-outage counts the time to be read from the end of it, what it sees first included", async () => {
    const way = await nextDriver(OUTAGE);
    const before = Date.now();
    expect(way.askableSince()?.getTime()).toBeGreaterThanOrEqual(before);
    await way.passed();
    const since = way.askableSince();
    expect(since?.getTime()).toBeGreaterThanOrEqual(before);
    await way.passed();
    expect(way.askableSince()).toEqual(since);
  });

  it("counts on from the first word of VOD, though some ids go on meeting an obstacle", async () => {
    const way = await nextDriver(OUTAGE);
    const read: LostRead = { kind: "unanswered", code: "Timeout", message: "", requestId: null };
    await way.met(read, { heard: true });
    const since = way.askableSince();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await way.met(read, { heard: true });
    expect(way.askableSince()).toEqual(since);
  });

  it("from one that could always ask it counts from the acceptance", async () => {
    const way = await nextDriver(null);
    expect(way.askableSince()).toBeNull();
    await way.passed();
    expect(way.askableSince()).toBeNull();
  });
});
