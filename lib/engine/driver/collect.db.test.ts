import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { beforeTransactions } from "../../db/before-transactions.ts";
import { eachStore } from "../../db/open-test-store.ts";
import type { Db } from "../../db/types.ts";
import { createDeletion, type Selection } from "../create-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness } from "../engine-harness.ts";
import { collect } from "./collect.ts";
import type { Drive } from "./context.ts";
import { driveByHand } from "./drive-by-hand.ts";

eachStore("freezing", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  let forms = 0;
  async function draft(selection: Selection): Promise<Drive> {
    forms += 1;
    const idempotencyKey = `freeze-${forms}`;
    const { id } = await createDeletion(h.c, { actor: ACTOR, idempotencyKey, selection, selectedCount: 1 });
    return await driveByHand(h, id);
  }

  /** The database that fails once all slices are written and nothing else is. */
  function failingBeforeTheSeal(): Db {
    return new Proxy(h.db, {
      get: (target, key, self) =>
        key === "execute"
          ? async (query: SQL) => {
              if (JSON.stringify(query.queryChunks).includes("analyze")) throw new Error("the process ends");
              return await target.execute(query);
            }
          : Reflect.get(target, key, self),
    });
  }

  const frozen = async (d: Drive) =>
    (
      await h.rows<{ video_id: string }>(
        sql`select video_id from deletion_items where deletion_id = ${d.id} order by seq`,
      )
    ).map((row) => row.video_id);

  /** What is said of a list in exports and confirmations: SHA-256 over its ids in order, a line each. */
  const digestOf = (ids: string[]) =>
    createHash("sha256")
      .update(ids.map((id) => `${id}\n`).join(""))
      .digest("hex");

  it.each([1, 4_999, 5_000, 5_001, 10_000])(
    "a list of %i that was cut off between its last id and its seal is whole when it goes on",
    async (count) => {
      const ids = Array.from({ length: count }, (_, i) => `list-${forms}-${i}`);
      const d = await draft({ kind: "ids", ids });
      await expect(collect({ ...d, c: { ...d.c, db: failingBeforeTheSeal() } })).rejects.toThrow(
        "the process ends",
      );
      expect(await frozen(d)).toEqual(ids);
      await collect(d);
      expect(await frozen(d)).toEqual(ids);
      expect(await h.view(d.id)).toMatchObject({
        state: "forecasting",
        itemCount: count,
        listDigest: digestOf(ids),
      });
    },
  );

  it("a filter that was cut off between its last id and its seal is whole when it goes on", async () => {
    await h.db.execute(sql`
      insert into videos (environment_id, video_id, kind, title, status, created_at, observed_at)
      select ${h.environment.id}, 'filtered-' || lpad(n::text, 5, '0'), 'video', 'Frozen by a filter', 'Normal',
        now() - interval '1 day', now()
      from generate_series(1, 5001) n
    `);
    const d = await draft({ kind: "filter", filterText: "q=Frozen", excludedIds: [] });
    await expect(collect({ ...d, c: { ...d.c, db: failingBeforeTheSeal() } })).rejects.toThrow(
      "the process ends",
    );
    await collect(d);
    const ids = await frozen(d);
    expect(new Set(ids).size).toBe(5_001);
    expect(await h.view(d.id)).toMatchObject({
      state: "forecasting",
      itemCount: 5_001,
      listDigest: digestOf(ids),
    });
  });

  it("a list has the same digest in one go and cut off in its middle", async () => {
    const ids = Array.from({ length: 12_000 }, (_, i) => `digest-${i}`);
    const whole = await draft({ kind: "ids", ids });
    await collect(whole);
    expect((await h.view(whole.id)).listDigest).toBe(digestOf(ids));

    const cut = await draft({ kind: "ids", ids });
    const stop = new AbortController();
    const db = beforeTransactions(h.db, () => stop.abort());
    await collect({ ...cut, c: { ...cut.c, db }, signal: stop.signal });
    expect(await frozen(cut)).toHaveLength(5_000);
    await collect(cut);
    expect(await h.view(cut.id)).toMatchObject({ itemCount: 12_000, listDigest: digestOf(ids) });
  });
});
