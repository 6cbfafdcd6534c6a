import { beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { deletions } from "../db/schema.ts";
import { searchDeletions } from "./search-deletions.ts";

const NO_DECISIONS = {
  removable: true,
  "loses-original": false,
  "becomes-unplayable": false,
  "last-copy": false,
};

eachStore("the search for deletions", (store) => {
  beforeEach(async () => store().reset());

  const insert = (id: string, over: Partial<typeof deletions.$inferInsert> = {}) =>
    store()
      .db.insert(deletions)
      .values({
        id,
        environmentId: "env-a",
        state: "review",
        createdBy: "u1",
        createdByName: "Otto",
        idempotencyKey: id,
        selectedCount: 1,
        snapshotAt: new Date(0),
        decisions: NO_DECISIONS,
        ...over,
      });
  const found = async (text: string, limit = 10) => {
    const environment = { id: "env-a", kind: "sandbox", accountId: "1", region: "r", endpoint: "e" } as const;
    const hits = await searchDeletions({ db: store().db, environment }, { text, limit });
    return { ids: hits.deletions.map(({ id }) => id), more: hits.more };
  };

  it("goes by reason, ticket, creator and the beginning of the id, in any letter case", async () => {
    await insert("abc1", { reason: "Old trailers" });
    await insert("abd2", { ticket: "OPS-7" });
    await insert("xab3", { createdByName: "Ana" });
    expect((await found("TRAIL")).ids).toEqual(["abc1"]);
    expect((await found("ops-7")).ids).toEqual(["abd2"]);
    expect((await found("ana")).ids).toEqual(["xab3"]);
    expect((await found("AB")).ids.toSorted()).toEqual(["abc1", "abd2"]);
    expect((await found("nothing")).ids).toEqual([]);
  });

  it("takes what was typed literally", async () => {
    await insert("a1", { reason: "100% sure" });
    await insert("a2", { reason: "100 times" });
    expect((await found("100%")).ids).toEqual(["a1"]);
    expect((await found("%")).ids).toEqual(["a1"]);
    expect((await found("_")).ids).toEqual([]);
  });

  it("shows the newest, and says when there are more", async () => {
    for (const day of [1, 3, 2]) {
      await insert(`d${day}`, { reason: "same", createdAt: new Date(Date.UTC(2026, 0, day)) });
    }
    expect(await found("same", 2)).toEqual({ ids: ["d3", "d2"], more: true });
    expect(await found("same", 3)).toEqual({ ids: ["d3", "d2", "d1"], more: false });
  });

  it("never looks into another environment", async () => {
    await insert("a1", { reason: "same", environmentId: "env-b" });
    expect((await found("same")).ids).toEqual([]);
  });
});
