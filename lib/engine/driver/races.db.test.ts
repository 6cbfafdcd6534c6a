import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eachStore } from "../../db/open-test-store.ts";
import type { Db, Tx } from "../../db/types.ts";
import { type EngineHarness, engineHarness } from "../engine-harness.ts";
import { claim } from "./claim.ts";
import { type Drive, Superseded } from "./context.ts";
import { driveByHand } from "./drive-by-hand.ts";
import { type Due, dueCalls } from "./due.ts";
import { planAndStart } from "./plan.ts";
import { sendBatch, sharedCalls } from "./send.ts";
import { type Look, storeReadbacks } from "./store-readbacks.ts";

/* What two statements of a driver may see of what happens between them. */
eachStore("between two statements", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  /** A planned run of so many ids, driven by hand. */
  async function running(count: number): Promise<Drive> {
    const { id } = await h.review(h.fresh(count));
    await h.confirm(id);
    const d = await driveByHand(h, id);
    await planAndStart(d);
    return d;
  }

  /** Its only batch was sent, and of the first items nobody knows what became of them; one look is taken. */
  async function unknown(count: number): Promise<Drive> {
    const d = await running(count);
    await h.db.execute(sql`update batches set state = 'answered' where deletion_id = ${d.id}`);
    await h.db.execute(sql`
      update deletion_items set outcome = 'unknown', maybe_sent = true, sends = 1, present_looks = 1,
        sent_at = now() - interval '1 minute', check_at = now() - interval '1 second'
      where deletion_id = ${d.id}
    `);
    await h.db.execute(
      sql`update deletion_tallies set outcome = 'unknown' where deletion_id = ${d.id} and outcome = 'pending'`,
    );
    return d;
  }

  const batchesOf = (d: Drive) =>
    h.rows<{ no: number; state: string; size: number }>(
      sql`select no, state, size from batches where deletion_id = ${d.id} order by no`,
    );

  describe("a look that ends while the next ones are being chosen", () => {
    it("is not taken again for what its items no longer are", async () => {
      const d = await unknown(3);
      const [call] = await dueCalls(d, 5, new Map());
      const underWay = new Map((call ?? []).slice(0, 1).map((item): [number, Due] => [item.seq, item]));
      const db = new Proxy(h.db, {
        get: (target, key, self) =>
          key === "execute"
            ? async (query: SQL) => {
                const answer = await target.execute(query);
                underWay.clear();
                return answer;
              }
            : Reflect.get(target, key, self),
      });
      const next = await dueCalls({ ...d, c: { ...d.c, db } }, 5, underWay);
      expect(next.flat().map((item) => item.seq)).toEqual((call ?? []).slice(1).map((item) => item.seq));
    });

    it("sends its items again in one batch, however many looks came to the same end", async () => {
      const d = await unknown(3);
      const [items = []] = await dueCalls(d, 5, new Map());
      const look: Look = {
        items,
        seen: new Map(items.map((item) => [item.seq, "present"])),
        startedAt: new Date(),
        result: { kind: "answered", data: [], requestId: "LOOK", httpStatus: 200, body: "{}" },
        singles: [],
      };
      await storeReadbacks(d, [look], null);
      await storeReadbacks(d, [look], null);
      expect(await batchesOf(d)).toMatchObject([{ no: 1 }, { no: 2, state: "pending", size: 3 }]);
    });
  });

  it("an id that another deletion let go of meanwhile does not go out without being held", async () => {
    const d = await running(3);
    const [first] = await h.rows<{ video_id: string }>(
      sql`select video_id from deletion_items where deletion_id = ${d.id} and seq = 1`,
    );
    await h.db.execute(sql`
      insert into in_flight (environment_id, video_id, deletion_id) values (${d.environmentId}, ${first?.video_id}, 'other')
    `);
    const db = letsGoDuring(h.db, "insert into in_flight");
    const { ready } = await claim(
      { ...d, c: { ...d.c, db } },
      { limit: 5, gate: { kind: "open" }, after: 0 },
    );
    const sent = ready.flatMap((batch) => batch.items.map((item) => item.videoId));
    expect(sent).toHaveLength(2);
    expect(sent).not.toContain(first?.video_id);
    const held = await h.rows<{ video_id: string }>(
      sql`select video_id from in_flight where deletion_id = ${d.id} order by 1`,
    );
    expect(held.map((row) => row.video_id)).toEqual(sent.toSorted());
  });

  it("a driver that was taken over from claims nothing any more", async () => {
    const d = await running(3);
    await h.db.execute(sql`update deletions set token = token + 1 where id = ${d.id}`);
    const late = claim(d, { limit: 5, gate: { kind: "open" }, after: 0 });
    await expect(late).rejects.toThrow(Superseded);
    expect(await batchesOf(d)).toMatchObject([{ no: 1, state: "pending", size: 3 }]);
    expect(await h.rows(sql`select 1 from in_flight where deletion_id = ${d.id}`)).toEqual([]);
  });

  it("a driver that was taken over from while its batch waited for a slot does not send it", async () => {
    const d = await running(3);
    const { ready } = await claim(d, { limit: 5, gate: { kind: "open" }, after: 0 });
    await h.db.execute(sql`update deletions set token = token + 1 where id = ${d.id}`);
    h.sandbox.clearRequests();
    for (const batch of ready) {
      await expect(sendBatch(d, sharedCalls(d), batch, d.signal)).rejects.toThrow(Superseded);
    }
    expect(ready).toHaveLength(1);
    expect(h.deletes()).toEqual([]);
  });

  /** The database in which the other holder's row goes right after a statement of this text. */
  function letsGoDuring(real: Db, text: string): Db {
    const watch = (tx: Tx): Tx =>
      new Proxy(tx, {
        get: (target, key, self) =>
          key === "execute"
            ? async (query: SQL) => {
                const answer = await target.execute(query);
                const said = JSON.stringify(query.queryChunks);
                if (said.includes(text)) {
                  await target.execute(sql`delete from in_flight where deletion_id = 'other'`);
                }
                return answer;
              }
            : Reflect.get(target, key, self),
      });
    return new Proxy(real, {
      get: (target, key, self) =>
        key === "transaction"
          ? (run: (tx: Tx) => Promise<unknown>) => target.transaction((tx) => run(watch(tx)))
          : Reflect.get(target, key, self),
    });
  }
});
