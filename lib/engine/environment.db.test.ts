import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { environments } from "../db/schema.ts";
import type { VodClient } from "../vod/types.ts";
import { cancelDeletion } from "./control-deletion.ts";
import { driveDeletion } from "./driver/drive-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness } from "./engine-harness.ts";
import { establishEnvironment } from "./environment.ts";
import { listDeletions } from "./list-deletions.ts";
import { readDeletion } from "./read-deletion.ts";

eachStore("the environment", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  const accountOf = (accountId: string): VodClient => ({
    ...h.c.vod,
    callerIdentity: async () => ({
      kind: "answered",
      data: { accountId, arn: `acs:ram::${accountId}:user/x` },
      requestId: "r",
      httpStatus: 200,
      body: null,
    }),
  });

  it("is the same at every start, whatever port the sandbox listens on", async () => {
    const env = { ...h.env, vod: { ...h.env.vod, endpoint: "http://127.0.0.1:9" } } as typeof h.env;
    expect((await establishEnvironment(h.db, env, h.c.vod)).id).toBe(h.environment.id);
  });

  it("of another account neither sees nor touches what was planned in this one", async () => {
    const other = await establishEnvironment(h.db, h.env, accountOf("1000000000000009"));
    expect(other.id).not.toBe(h.environment.id);
    const { id } = await h.review(h.fresh(2));
    await h.confirm(id);
    const there = { ...h.c, environment: other };
    h.sandbox.clearRequests();
    await driveDeletion(there, id, new AbortController().signal);
    expect(await readDeletion(there, id)).toBeNull();
    expect((await listDeletions(there, {})).deletions).toEqual([]);
    await expect(cancelDeletion(there, { id, actor: ACTOR })).rejects.toMatchObject({ code: "not-found" });
    expect(h.sandbox.requests()).toEqual([]);
    expect((await h.view(id)).state).toBe("countdown");
  });

  it("that the database knows as another kind is refused: live is never entered by accident", async () => {
    await h.db.insert(environments).values({
      id: "odd",
      kind: "live",
      accountId: "1000000000000010",
      region: h.environment.region,
      endpoint: "sandbox",
    });
    await expect(establishEnvironment(h.db, h.env, accountOf("1000000000000010"))).rejects.toThrow(/as live/);
    expect(
      await h.db.select().from(environments).where(eq(environments.accountId, "1000000000000010")),
    ).toHaveLength(1);
  });

  it("is not guessed when VOD does not say whose account it is", async () => {
    const before = await h.rows(sql`select id from environments order by id`);
    const silent: VodClient = {
      ...h.c.vod,
      callerIdentity: async () => ({
        kind: "refused",
        code: "InvalidAccessKeyId.NotFound",
        message: "Specified access key is not found.",
        throttled: false,
        retryAfterMs: null,
        fatal: true,
        requestId: null,
        httpStatus: 404,
        body: null,
      }),
    };
    await expect(establishEnvironment(h.db, h.env, silent)).rejects.toThrow(/InvalidAccessKeyId\.NotFound/);
    expect(await h.rows(sql`select id from environments order by id`)).toEqual(before);
  });
});
