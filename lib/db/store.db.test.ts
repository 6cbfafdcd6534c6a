import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore } from "./open.ts";
import { eachStore } from "./open-test-store.ts";
import { rowsOf } from "./rows.ts";
import { attempts, settings, users, videos } from "./schema.ts";

const NOW = new Date("2026-11-22T10:00:00.123Z");

eachStore("the store", (store) => {
  beforeEach(() => store().reset());

  const keys = async () => (await store().db.select().from(settings)).map((row) => row.key).sort();
  const put = (key: string) =>
    store()
      .db.insert(settings)
      .values({ key, value: { n: 1 } });

  describe("transactions", () => {
    it("keeps all of a transaction that returns", async () => {
      await store().db.transaction(async (tx) => {
        await tx.insert(settings).values({ key: "a", value: 1 });
        await tx.insert(settings).values({ key: "b", value: 2 });
      });
      expect(await keys()).toEqual(["a", "b"]);
    });

    it("keeps nothing of a transaction that throws, and passes the error on", async () => {
      const failing = store().db.transaction(async (tx) => {
        await tx.insert(settings).values({ key: "a", value: 1 });
        throw new Error("no");
      });
      await expect(failing).rejects.toThrow("no");
      expect(await keys()).toEqual([]);
    });

    it("does not report success when a statement failed and its error was swallowed", async () => {
      const swallowed = store().db.transaction(async (tx) => {
        await tx.insert(settings).values({ key: "a", value: 1 });
        await tx.execute(sql`select 1 / 0`).catch(() => undefined);
      });
      // Drizzle wraps what the driver of PostgreSQL throws.
      const error = await swallowed.catch((thrown: Error) => thrown.cause ?? thrown);
      expect(String(error)).toContain("The transaction was rolled back");
      expect(await keys()).toEqual([]);
    });

    it("undoes only the inner transaction when that alone fails", async () => {
      await store().db.transaction(async (tx) => {
        await tx.insert(settings).values({ key: "outer", value: 1 });
        const inner = tx.transaction(async (nested) => {
          await nested.insert(settings).values({ key: "inner", value: 1 });
          throw new Error("inner");
        });
        await expect(inner).rejects.toThrow("inner");
      });
      expect(await keys()).toEqual(["outer"]);
    });

    it("keeps statements from outside out of an open transaction", async () => {
      let outside: Promise<unknown> = Promise.resolve();
      const release = Promise.withResolvers<void>();
      const began = Promise.withResolvers<void>();
      const failing = store().db.transaction(async (tx) => {
        await tx.insert(settings).values({ key: "inside", value: 1 });
        began.resolve();
        await release.promise;
        throw new Error("undo");
      });
      await began.promise;
      outside = put("outside").execute();
      release.resolve();
      await expect(failing).rejects.toThrow("undo");
      await outside;
      expect(await keys()).toEqual(["outside"]);
    });

    it("serves who asks at once before the long line of the background", async () => {
      let done = 0;
      const line = Array.from({ length: 60 }, async () => {
        await store().backgroundDb.transaction(async (tx) => {
          await tx.execute(sql`select pg_sleep(0.02)`);
        });
        done += 1;
      });
      await store().db.execute(sql`select 1`);
      expect(done).toBeLessThan(20);
      await Promise.all(line);
      expect(done).toBe(60);
    });

    it("lets the background have its turn, however many ask at once", async () => {
      let done = 0;
      const line = Array.from({ length: 60 }, async () => {
        await store().db.execute(sql`select pg_sleep(0.01)`);
        done += 1;
      });
      await store().backgroundDb.execute(sql`select 1`);
      expect(done).toBeLessThan(60);
      await Promise.all(line);
    });

    it("loses no update among many concurrent read-and-write transactions", async () => {
      await store().db.insert(settings).values({ key: "n", value: 0 });
      const add = () =>
        store().db.transaction(async (tx) => {
          const [row] = await tx.select().from(settings).where(eq(settings.key, "n")).for("update");
          await tx
            .update(settings)
            .set({ value: Number(row?.value) + 1 })
            .where(eq(settings.key, "n"));
        });
      await Promise.all(Array.from({ length: 40 }, add));
      expect((await store().db.select().from(settings))[0]?.value).toBe(40);
    });

    it("goes on after a script of several statements failed in the middle of its own transaction", async () => {
      await expect(
        store().executeSql(
          "begin; insert into settings (key, value) values ('a', '1'); select 1 / 0; commit",
        ),
      ).rejects.toMatchObject({ code: "22012" });
      // More than a pool holds, so that every connection is met.
      for (let i = 0; i < 12; i += 1) await put(`k${i}`);
      expect(await keys()).toHaveLength(12);
    });
  });

  describe("errors", () => {
    it("carries SQLSTATE, detail and constraint", async () => {
      const user = { id: "u1", username: "kim", name: "Kim", role: "viewer" as const };
      await store().db.insert(users).values(user);
      const failed = await store()
        .db.insert(users)
        .values({ ...user, id: "u2" })
        .then(
          () => null,
          (error: unknown) => error,
        );
      expect(failed).toMatchObject({
        cause: {
          code: "23505",
          constraint: "users_username_unique",
          detail: expect.stringContaining("kim"),
          message: expect.stringContaining("duplicate key"),
        },
      });
    });
  });

  describe("values", () => {
    it("returns times, big numbers, JSON, arrays and null as they were put in", async () => {
      const video = {
        environmentId: "e",
        videoId: "v",
        kind: "video" as const,
        title: "标题 “quoted” \\ {,}",
        status: "Normal",
        sizeBytes: 9_007_199_254_740_991,
        durationSeconds: 12.5,
        createdAt: NOW,
        observedAt: NOW,
      };
      await store().db.insert(videos).values(video);
      expect(await store().db.select().from(videos)).toMatchObject([
        { ...video, description: null, tags: null },
      ]);

      const ids = ["a", 'b"', "c,d", "{e}", "\\", "", "null", "视频"];
      await store().db.insert(attempts).values({
        environmentId: "e",
        deletionId: "d",
        kind: "delete",
        operation: "DeleteMezzanines",
        videoIds: ids,
        token: 1,
        startedAt: NOW,
      });
      expect((await store().db.select().from(attempts))[0]).toMatchObject({
        id: 1,
        videoIds: ids,
        startedAt: NOW,
      });

      const value = { list: [1, "二", null, { deep: true }], text: "it's \\u0041" };
      await store().db.insert(settings).values({ key: "json", value });
      expect((await store().db.select().from(settings))[0]?.value).toEqual(value);
    });

    it("gives numbers for int8 and counts, and text for times, in hand-written SQL", async () => {
      const rows = await rowsOf(
        store().db,
        sql`select count(*) as n, 5::int8 as big, array[1, null]::int8[] as bigs, ${NOW.toISOString()}::timestamptz as at,
          ${sql.param(["x", "y"])}::text[] as texts, '{"a":[1]}'::jsonb as json, null::int8 as nothing, true as yes`,
      );
      expect(rows).toEqual([
        {
          n: 1,
          big: 5,
          bigs: [1, null],
          at: "2026-11-22 10:00:00.123+00",
          texts: ["x", "y"],
          json: { a: [1] },
          nothing: null,
          yes: true,
        },
      ]);
    });

    it("gives the queue real dates, as its driver expects", async () => {
      const { rows } = await store().executeSql("select $1::timestamptz as at, $2::int8 as n", [NOW, 7]);
      expect(rows).toEqual([{ at: NOW, n: 7 }]);
    });
  });

  describe("migrations", () => {
    it("are in step with the schema", async () => {
      const [row] = await rowsOf<{ columns: number }>(
        store().db,
        sql`select count(*) as columns from information_schema.columns where table_schema = 'public'`,
      );
      const { getTableColumns } = await import("drizzle-orm");
      const { PgTable } = await import("drizzle-orm/pg-core");
      const schema = await import("./schema.ts");
      const tables = Object.values(schema).filter((value) => value instanceof PgTable);
      const columns = tables.flatMap((table) => Object.keys(getTableColumns(table)));
      expect(row?.columns).toBe(columns.length);
      for (const table of tables) await store().db.select().from(table).limit(1);
    });

    it("change nothing the second time", async () => {
      const applied = () => rowsOf(store().db, sql`select * from drizzle.__drizzle_migrations order by id`);
      const before = await applied();
      if (store().kind === "postgres") {
        const again = await Promise.all([openStore(store().target), openStore(store().target)]);
        for (const other of again) await other.close();
      }
      expect(await applied()).toEqual(before);
      expect(before.length).toBeGreaterThan(0);
    });
  });
});
