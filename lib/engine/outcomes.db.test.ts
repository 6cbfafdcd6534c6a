import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { cancelDeletion } from "./control-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness, groupOf } from "./engine-harness.ts";
import { retryDeletion } from "./retry-deletion.ts";

/* One test per row of the outcome table (design §7), over the wire. */
eachStore("every outcome", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());
  beforeEach(() => {
    h.sandbox.clearFaults();
    h.sandbox.resetSwitches();
    h.sandbox.clearRequests();
  });

  /** Fresh removable videos, so that tests do not meet each other's deletions. */
  const fresh = (n: number) => Array.from({ length: n }, () => h.sandbox.addVideo({}).id);

  async function through(ids: string[]) {
    const { id } = await h.review(ids);
    await h.confirm(id);
    const view = await h.drive(id);
    expect(view.state).toBe("finished");
    await h.assertComplete(id);
    return view;
  }

  it("verified: an id the answer leaves out is verified only by a read-back that finds its source gone", async () => {
    const ids = fresh(3);
    const view = await through(ids);
    expect(view.tallies.verified.count).toBe(3);
    expect(ids.map((id) => h.sandbox.video(id)?.mezzanineStatus)).toEqual(["Deleted", "Deleted", "Deleted"]);
    const reads = await h.rows<{ kind: string }>(
      sql`select kind from attempts where deletion_id = ${view.id} order by id`,
    );
    expect(reads.map((r) => r.kind)).toEqual(["delete", "readback"]);
  });

  it("still-present: a server that accepts and does not delete is found out", async () => {
    h.sandbox.addFaults({ action: "DeleteMezzanines", kind: "acceptWithoutDeleting", always: true });
    const view = await through(fresh(2));
    expect(view.tallies["still-present"].count).toBe(2);
    expect(view.tallies.verified.count).toBe(0);
    expect(h.deletes()).toHaveLength(1);
  });

  it("unverified: accepted, and no read-back could be had to the end", async () => {
    const ids = fresh(2);
    const { id } = await h.review(ids);
    await h.confirm(id);
    h.sandbox.addFaults(
      { action: "BatchGetMediaInfos", kind: "status5xx", always: true },
      { action: "GetMezzanineInfo", kind: "status5xx", always: true },
    );
    const view = await h.drive(id);
    expect(view.tallies.unverified.count).toBe(2);
    await h.assertComplete(id);
  });

  it("verified after a lag: a read-back that lags is waited for", async () => {
    h.sandbox.addFaults({ action: "DeleteMezzanines", kind: "readLag", ms: 300, always: true });
    const view = await through(fresh(2));
    expect(view.tallies.verified.count).toBe(2);
    expect(h.deletes()).toHaveLength(1);
  });

  it("unremovable: an id in UnRemoveableVideoIds keeps that outcome, and a look with Force is offered", async () => {
    const [id = "", other = ""] = fresh(2);
    const { id: deletion } = await h.review([id, other]);
    await h.confirm(deletion);
    // Between forecast and call it became an original stream: VOD refuses, nothing is forced.
    h.sandbox.changeVideo(id, { addOriginalStream: true });
    const view = await h.drive(deletion);
    expect((await h.outcomes(deletion)).get(id)).toBe("unremovable");
    expect((await h.outcomes(deletion)).get(other)).toBe("verified");
    expect(view.retries).toEqual([{ cause: "force", count: 1, openChildId: null }]);
    expect(h.deletes().every((r) => r.force === false)).toBe(true);
  });

  it("missing: an id in NonExistVideoIds that no call of ours can have touched does not exist", async () => {
    const [id = "", other = ""] = fresh(2);
    const { id: deletion } = await h.review([id, other]);
    await h.confirm(deletion);
    h.sandbox.changeVideo(id, { vanished: true });
    await h.drive(deletion);
    expect((await h.outcomes(deletion)).get(id)).toBe("missing");
  });

  it("failed: a poison id is isolated by halving and fails alone", async () => {
    const ids = fresh(7);
    const poison = ids[4] ?? "";
    h.sandbox.addFaults({
      action: "DeleteMezzanines",
      kind: "error",
      code: "InvalidParameter",
      status: 400,
      always: true,
      match: { anyId: [poison] },
    });
    const view = await through(ids);
    expect(view.tallies.failed.count).toBe(1);
    expect(view.tallies.verified.count).toBe(6);
    expect(view.causes).toMatchObject([{ outcome: "failed", code: "InvalidParameter", count: 1 }]);
    expect((await h.outcomes(view.id)).get(poison)).toBe("failed");
  });

  it("unknown: a call whose answer never came, with read-backs that say nothing to the end", async () => {
    const ids = fresh(2);
    const { id } = await h.review(ids);
    await h.confirm(id);
    h.sandbox.addFaults(
      { action: "DeleteMezzanines", kind: "resetBefore", always: true },
      { action: "BatchGetMediaInfos", kind: "html502", always: true },
      { action: "GetMezzanineInfo", kind: "html502", always: true },
    );
    const view = await h.drive(id);
    expect(view.tallies.unknown.count).toBe(2);
    expect(view.retries).toEqual([{ cause: "unknown", count: 2, openChildId: null }]);
    expect(h.deletes()).toHaveLength(1);
    await h.assertComplete(id);
  });

  it("not-sent: what is gone, missing, forbidden, busy or left out is never sent, and says why", async () => {
    const kinds = ["gone", "forbidden", "busy", "no-transcode", "last-copy"] as const;
    const ids = kinds.map((kind) => h.sandbox.find(kind, 1)[0]?.id ?? "");
    const stranger = "0123456789abcdef0123456789abcdef";
    const [removable = ""] = fresh(1);
    const view = await through([...ids, stranger, removable]);
    const reasons = await h.rows<{ video_id: string; not_sent_reason: string | null }>(
      sql`select video_id, not_sent_reason from deletion_items where deletion_id = ${view.id} order by seq`,
    );
    expect(reasons.map((r) => r.not_sent_reason)).toEqual([
      "already-gone",
      "forbidden",
      "busy",
      "excluded",
      "excluded",
      "missing",
      null,
    ]);
    expect(h.deletes().flatMap((r) => r.ids)).toEqual([removable]);
  });

  it("not-sent by cancel before the first call: all of it, at once, and no call leaves", async () => {
    const { id } = await h.review(fresh(3));
    await h.confirm(id);
    await cancelDeletion(h.c, { id, actor: ACTOR });
    const view = await h.drive(id);
    expect(view).toMatchObject({ state: "finished", result: "cancelled" });
    expect(view.tallies["not-sent"].count).toBe(3);
    expect(h.deletes()).toHaveLength(0);
    await h.assertComplete(id);
  });

  it("a retry is a child with a review of its own, and one per cause while it is open", async () => {
    h.sandbox.addFaults({ action: "DeleteMezzanines", kind: "acceptWithoutDeleting", always: true });
    const parent = await through(fresh(2));
    h.sandbox.clearFaults();
    const child = await retryDeletion(h.c, { id: parent.id, cause: "unknown", actor: ACTOR });
    const again = await retryDeletion(h.c, { id: parent.id, cause: "unknown", actor: ACTOR });
    expect(again.id).toBe(child.id);
    const view = await h.drive(child.id);
    expect(view).toMatchObject({ state: "review", parentId: parent.id, cause: "unknown", itemCount: 2 });
    expect(groupOf(view, "removable").count).toBe(2);
    await h.confirm(child.id);
    expect((await h.drive(child.id)).tallies.verified.count).toBe(2);
  });

  it("a retry for another cause is another child, with the items of that cause alone", async () => {
    const [refused = "", busy = ""] = [...fresh(1), ...h.sandbox.find("busy", 1).map((video) => video.id)];
    const { id } = await h.review([refused, busy]);
    await h.confirm(id);
    h.sandbox.changeVideo(refused, { addOriginalStream: true });
    await h.drive(id);
    const children = [];
    for (const cause of ["force", "unchecked"] as const) {
      const child = await retryDeletion(h.c, { id, cause, actor: ACTOR });
      await h.drive(child.id);
      children.push([...(await h.outcomes(child.id)).keys()]);
    }
    expect(children).toEqual([[refused], [busy]]);
  });

  it("tallies that do not equal the items are mended at the end, and the record says so", async () => {
    const { id } = await h.review(fresh(2));
    await h.confirm(id);
    await h.db.execute(
      sql`insert into deletion_tallies (deletion_id, outcome, count, bytes) values (${id}, 'failed', 3, 9)`,
    );
    expect((await h.drive(id)).tallies.failed.count).toBe(0);
    await h.assertComplete(id);
    const mended = await h.rows<{ detail: unknown }>(sql`
      select detail from audit_events where subject_id = ${id} and action = 'deletion.tallies-mended'
    `);
    expect(mended).toEqual([{ detail: { outcomes: "failed" } }]);
  });
});
