import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { auditEvents, users } from "../db/schema.ts";
import { DEMO_ACCOUNTS, ensureDemoAccounts } from "./demo-accounts.ts";
import { ensureFirstAdmin } from "./first-admin.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { readSession, startSession } from "./sessions.ts";
import { signIn } from "./sign-in.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const DEMO = DEMO_ACCOUNTS[1];

eachStore("accounts at the start", (store) => {
  beforeEach(async () => {
    await store().db.delete(users);
    await store().db.delete(auditEvents);
  });
  const all = () => store().db.select().from(users).orderBy(users.username);
  const enterDemo = (kind: "sandbox" | "live") =>
    signIn(
      { db: store().db, now: NOW, verify: verifyPassword, demoAllowed: kind === "sandbox" },
      {
        username: DEMO.username,
        password: DEMO.password,
        request: { address: null, userAgent: null },
        previousSessionId: null,
      },
    );

  describe("demo accounts", () => {
    it("are there in the sandbox, once, with their roles, and open its door", async () => {
      await ensureDemoAccounts(store().db, "sandbox");
      await ensureDemoAccounts(store().db, "sandbox");
      expect((await all()).map(({ username, role, demo }) => [username, role, demo])).toEqual([
        ["admin", "admin", true],
        ["operator", "operator", true],
        ["viewer", "viewer", true],
      ]);
      expect(await enterDemo("sandbox")).toMatchObject({ kind: "signed-in" });
    });

    it("are not made in live", async () => {
      await ensureDemoAccounts(store().db, "live");
      expect(await all()).toEqual([]);
    });

    it("are disabled, and their sessions over, when a sandbox's database goes live", async () => {
      await ensureDemoAccounts(store().db, "sandbox");
      const demo = (await all())[0];
      if (!demo) throw new Error("no demo account");
      const id = await store().db.transaction((tx) =>
        startSession(tx, demo, { address: null, userAgent: null }, NOW),
      );
      await ensureDemoAccounts(store().db, "live");
      expect((await all()).every((user) => user.disabledAt !== null)).toBe(true);
      expect(await readSession(store().db, id, { now: NOW, demoAllowed: true })).toBeNull();
      expect(await enterDemo("live")).toEqual({ kind: "wrong" });
      const disabled = await store()
        .db.select()
        .from(auditEvents)
        .where(eq(auditEvents.action, "user.disable"));
      expect(disabled).toHaveLength(DEMO_ACCOUNTS.length);
    });

    it("leave a person's own account of that name alone", async () => {
      const own = {
        id: randomUUID(),
        username: DEMO.username,
        name: "Own",
        role: "admin",
        passwordHash: "$own",
      } as const;
      await store().db.insert(users).values(own);
      await ensureDemoAccounts(store().db, "sandbox");
      await ensureDemoAccounts(store().db, "live");
      const [kept] = await store().db.select().from(users).where(eq(users.username, DEMO.username));
      expect(kept).toMatchObject({ ...own, demo: false, disabledAt: null });
    });
  });

  describe("the first administrator", () => {
    const source = { ADMIN_USERNAME: " Ada ", ADMIN_PASSWORD: "a long enough one" };

    it("is made from a password, once, and recorded without it", async () => {
      await ensureFirstAdmin(store().db, source);
      await ensureFirstAdmin(store().db, { ...source, ADMIN_USERNAME: "eve" });
      const [admin, ...others] = await all();
      expect(others).toEqual([]);
      expect(admin).toMatchObject({ username: "ada", role: "admin", demo: false });
      expect(await verifyPassword(admin?.passwordHash ?? "", source.ADMIN_PASSWORD)).toBe(true);
      const audit = await store().db.select().from(auditEvents);
      expect(audit.map((row) => row.action)).toEqual(["user.create"]);
      expect(JSON.stringify(audit)).not.toContain(source.ADMIN_PASSWORD);
    });

    it("is made from a hash, which goes before a password", async () => {
      const hash = await hashPassword("another one");
      await ensureFirstAdmin(store().db, { ...source, ADMIN_PASSWORD_HASH: hash });
      expect((await all())[0]?.passwordHash).toBe(hash);
    });

    it("is made beside demo accounts, which do not count", async () => {
      await ensureDemoAccounts(store().db, "live");
      await ensureDemoAccounts(store().db, "sandbox");
      await ensureFirstAdmin(store().db, source);
      expect((await all()).filter((user) => user.role === "admin" && !user.demo)).toHaveLength(1);
    });

    it("is not made from nothing, nor does it revive an account that was disabled", async () => {
      await ensureFirstAdmin(store().db, {});
      expect(await all()).toEqual([]);
      await store()
        .db.insert(users)
        .values({ id: "x", username: "ada", name: "Ada", role: "viewer", disabledAt: NOW });
      await ensureFirstAdmin(store().db, source);
      expect(await all()).toMatchObject([{ id: "x", role: "viewer", disabledAt: NOW }]);
    });

    it.each([
      [{ ADMIN_USERNAME: "ada" }, /neither ADMIN_PASSWORD_HASH nor ADMIN_PASSWORD/],
      [{ ADMIN_USERNAME: "ada", ADMIN_PASSWORD: "short-pw" }, /ADMIN_PASSWORD/],
      [{ ADMIN_USERNAME: "ada", ADMIN_PASSWORD_HASH: "md5:abc" }, /ADMIN_PASSWORD_HASH/],
    ])("says what is wrong without repeating it: %j", async (wrong, sentence) => {
      const failed = ensureFirstAdmin(store().db, wrong);
      await expect(failed).rejects.toThrow(sentence);
      await expect(failed).rejects.not.toThrow(/short-pw|md5:abc/);
      expect(await all()).toEqual([]);
    });
  });
});
