import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { confirmDeletion } from "./confirm-deletion.ts";
import { createDeletion } from "./create-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness } from "./engine-harness.ts";

/* VOD takes 20 ids a call. What counts is what the sandbox received over the wire. */
eachStore("a list", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());
  beforeEach(() => h.sandbox.clearRequests());

  async function deleteAll(ids: string[]) {
    const { id, itemCount } = await h.review(ids);
    await h.confirm(id);
    const { state, tallies } = await h.drive(id);
    await h.assertComplete(id);
    const calls = h.deletes().map((request) => request.ids);
    return { state, itemCount, verified: tallies.verified.count, calls };
  }

  describe.each([
    { size: 1, calls: [1] },
    { size: 19, calls: [19] },
    { size: 20, calls: [20] },
    { size: 21, calls: [1, 20] },
  ])("of $size", ({ size, calls }) => {
    it(`is sent in ${calls.length} call(s), every id in one of them`, async () => {
      const ids = h.fresh(size);
      const done = await deleteAll(ids);
      expect(done).toMatchObject({ state: "finished", itemCount: size, verified: size });
      expect(done.calls.map((call) => call.length).toSorted((a, b) => a - b)).toEqual(calls);
      expect(done.calls.flat().toSorted()).toEqual(ids.toSorted());
    });
  });

  it("that names ids twice, in another letter case or with blanks around, has each of them once", async () => {
    const ids = h.fresh(20);
    const again = ids.flatMap((id) => [id.toUpperCase(), ` ${id} `, id]);
    const done = await deleteAll([...ids, ...again]);
    expect(done).toMatchObject({ state: "finished", itemCount: 20, verified: 20 });
    expect(done.calls).toHaveLength(1);
    expect(done.calls.flat().toSorted()).toEqual(ids.toSorted());
  });

  it("of none is refused before anything is made or sent", async () => {
    const form = { actor: ACTOR, idempotencyKey: "none", selectedCount: 0 };
    const create = createDeletion(h.c, { ...form, selection: { kind: "ids", ids: [] } });
    await expect(create).rejects.toMatchObject({ code: "empty-list" });
    expect(await h.rows(sql`select 1 from deletions where idempotency_key = 'none'`)).toEqual([]);
    expect(h.sandbox.requests()).toEqual([]);
  });

  it("of which nobody includes anything cannot be confirmed, and no call leaves", async () => {
    const lastCopies = Array.from({ length: 3 }, () => h.sandbox.addVideo({ streams: [] }).id);
    const { id, digest } = await h.review(lastCopies);
    const confirm = confirmDeletion(h.c, { id, digest: digest ?? "", typedCount: "0", actor: ACTOR });
    await expect(confirm).rejects.toMatchObject({ code: "empty-list" });
    expect(await h.drive(id)).toMatchObject({ state: "review" });
    expect(h.deletes()).toEqual([]);
  });
});
