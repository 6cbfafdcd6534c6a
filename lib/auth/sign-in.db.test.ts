import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { auditEvents, sessions, users } from "../db/schema.ts";
import { DUMMY_HASH, hashPassword, type VerifyPassword, verifyPassword } from "./password.ts";
import { newSessionId } from "./session-token.ts";
import { readSession } from "./sessions.ts";
import { type SignInDeps, signIn } from "./sign-in.ts";
import { LIMITS, WINDOW_MS } from "./sign-in-limits.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);
const PASSWORD = "open sesame";

eachStore("signing in", (store) => {
  let username: string;
  let userId: string;
  let passwordHash: string;

  beforeEach(async () => {
    userId = randomUUID();
    username = `user-${userId}`;
    passwordHash ??= await hashPassword(PASSWORD);
    await store()
      .db.insert(users)
      .values({ id: userId, username, name: "Una", role: "operator", passwordHash });
  });

  const attempt = (given: {
    username?: string;
    password?: string;
    address?: string;
    now?: Date;
    verify?: VerifyPassword;
    demoAllowed?: boolean;
    previousSessionId?: string;
  }) => {
    const deps: SignInDeps = {
      db: store().db,
      now: given.now ?? NOW,
      verify: given.verify ?? verifyPassword,
      demoAllowed: given.demoAllowed ?? false,
    };
    return signIn(deps, {
      username: given.username ?? username,
      password: given.password ?? PASSWORD,
      request: { address: given.address ?? `address-of-${username}`, userAgent: "test" },
      previousSessionId: given.previousSessionId ?? null,
    });
  };
  const fail = (times: number, given: { address?: string; now?: Date; username?: string } = {}) =>
    Array.from({ length: times }).reduce<Promise<unknown>>(
      (before) => before.then(() => attempt({ ...given, verify: async () => false })),
      Promise.resolve(),
    );
  const auditOf = (subjectId: string) =>
    store().db.select().from(auditEvents).where(eq(auditEvents.subjectId, subjectId)).orderBy(auditEvents.id);

  describe("with the right password", () => {
    it("opens a session that reads as its user, and records it", async () => {
      const result = await attempt({ username: ` ${username.toUpperCase()} ` });
      if (result.kind !== "signed-in") throw new Error(result.kind);
      expect(await readSession(store().db, result.sessionId, { now: NOW, demoAllowed: false })).toMatchObject(
        {
          user: { id: userId, username, name: "Una", role: "operator" },
        },
      );
      expect((await auditOf(userId)).map((row) => row.action)).toEqual(["session.start"]);
    });

    it("keeps no session id in the database", async () => {
      const result = await attempt({});
      if (result.kind !== "signed-in") throw new Error(result.kind);
      const rows = await store().db.select().from(sessions).where(eq(sessions.userId, userId));
      expect(rows).toHaveLength(1);
      expect(JSON.stringify([rows, await auditOf(userId)])).not.toContain(result.sessionId);
    });

    it("gives a new id each time, and ends the one this browser had", async () => {
      const first = await attempt({});
      if (first.kind !== "signed-in") throw new Error(first.kind);
      const second = await attempt({ previousSessionId: first.sessionId });
      if (second.kind !== "signed-in") throw new Error(second.kind);
      expect(second.sessionId).not.toBe(first.sessionId);
      expect(await readSession(store().db, first.sessionId, { now: NOW, demoAllowed: false })).toBeNull();
      expect(
        await readSession(store().db, second.sessionId, { now: NOW, demoAllowed: false }),
      ).not.toBeNull();
    });

    it("takes no session id that was planted in the browser", async () => {
      const planted = newSessionId();
      const result = await attempt({ previousSessionId: planted });
      expect(result).toMatchObject({ kind: "signed-in" });
      expect(result).not.toMatchObject({ sessionId: planted });
      expect(await readSession(store().db, planted, { now: NOW, demoAllowed: false })).toBeNull();
    });
  });

  describe("that does not succeed", () => {
    it("answers the same, after the same work, whether the name exists or not", async () => {
      const verify = vi.fn(verifyPassword);
      const stranger = await attempt({ username: `nobody-${username}`, verify });
      const known = await attempt({ password: "wrong", verify });
      expect(stranger).toEqual({ kind: "wrong" });
      expect(known).toEqual(stranger);
      expect(verify.mock.calls).toEqual([
        [DUMMY_HASH, PASSWORD],
        [passwordHash, "wrong"],
      ]);
    });

    it("opens no session and records the refusal, without the name of a stranger", async () => {
      const secret = `my-password-${username}`;
      await attempt({ username: secret });
      await attempt({ password: "wrong" });
      expect(await store().db.select().from(sessions).where(eq(sessions.userId, userId))).toEqual([]);
      expect((await auditOf(userId)).map((row) => row.action)).toEqual(["session.refused"]);
      expect(JSON.stringify(await store().db.select().from(auditEvents))).not.toContain(secret);
    });

    it("for a disabled account, even with its password, after the same work", async () => {
      await store().db.update(users).set({ disabledAt: NOW }).where(eq(users.id, userId));
      const verify = vi.fn(verifyPassword);
      expect(await attempt({ verify })).toEqual({ kind: "wrong" });
      expect(verify).toHaveBeenCalledOnce();
    });

    it("for an account without a password, whatever the verifier says", async () => {
      await store().db.update(users).set({ passwordHash: null }).where(eq(users.id, userId));
      expect(await attempt({ verify: async () => true })).toEqual({ kind: "wrong" });
    });

    it("for a demo account outside the sandbox, whatever the table says", async () => {
      await store().db.update(users).set({ demo: true }).where(eq(users.id, userId));
      expect(await attempt({})).toEqual({ kind: "wrong" });
      expect(await attempt({ demoAllowed: true })).toMatchObject({ kind: "signed-in" });
    });
  });

  describe("is limited", () => {
    it("to 5 failures of one name from one address: then the password is not even looked at", async () => {
      await fail(LIMITS.pair);
      const verify = vi.fn(verifyPassword);
      expect(await attempt({ verify, now: later(60_000) })).toEqual({
        kind: "too-many",
        retryAfterMs: WINDOW_MS - 60_000,
      });
      expect(verify).not.toHaveBeenCalled();
    });

    it("for 15 minutes, and attempts in between do not lengthen it", async () => {
      await fail(LIMITS.pair);
      await fail(3, { now: later(WINDOW_MS / 2) });
      expect(await attempt({ now: later(WINDOW_MS - 1) })).toMatchObject({
        kind: "too-many",
        retryAfterMs: 1,
      });
      expect(await attempt({ now: later(WINDOW_MS) })).toMatchObject({ kind: "signed-in" });
    });

    it("also when the attempts come all at once", async () => {
      const verify = vi.fn(async () => false);
      const results = await Promise.all(Array.from({ length: 12 }, () => attempt({ verify })));
      expect(verify).toHaveBeenCalledTimes(LIMITS.pair);
      expect(results.filter((result) => result.kind === "too-many")).toHaveLength(12 - LIMITS.pair);
    });

    it("without locking the owner out at another address", async () => {
      await fail(LIMITS.pair, { address: "stranger" });
      expect(await attempt({ address: "stranger" })).toMatchObject({ kind: "too-many" });
      expect(await attempt({ address: "owner" })).toMatchObject({ kind: "signed-in" });
    });

    it("for one name over all addresses, by the larger limit", async () => {
      for (let i = 0; i < LIMITS.username / LIMITS.pair; i += 1) {
        await fail(LIMITS.pair, { address: `many-${i}-${username}` });
      }
      expect(await attempt({ address: "one more" })).toMatchObject({ kind: "too-many" });
    });

    it("for one address over all names", async () => {
      const address = `sprayer-${username}`;
      for (let i = 0; i < LIMITS.address; i += 1) await fail(1, { address, username: `n${i}-${username}` });
      expect(await attempt({ address })).toMatchObject({ kind: "too-many" });
    });

    it("and a success forgives what the same name failed from the same address", async () => {
      await fail(LIMITS.pair - 1);
      expect(await attempt({})).toMatchObject({ kind: "signed-in" });
      await fail(LIMITS.pair - 1);
      expect(await attempt({})).toMatchObject({ kind: "signed-in" });
    });
  });
});
