import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { auditEvents, sessions, users } from "../db/schema.ts";
import { hashSessionId, newSessionId } from "./session-token.ts";
import {
  ABSOLUTE_TIMEOUT_MS,
  endSession,
  IDLE_TIMEOUT_MS,
  readSession,
  startSession,
  TOUCH_EVERY_MS,
} from "./sessions.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);

eachStore("a session", (store) => {
  let user: { id: string; name: string };
  let id: string;

  beforeEach(async () => {
    user = { id: randomUUID(), name: "Una" };
    await store()
      .db.insert(users)
      .values({ ...user, username: user.id, role: "operator" });
    id = await open();
  });

  const open = () =>
    store().db.transaction((tx) => startSession(tx, user, { address: "10.0.0.9", userAgent: "test" }, NOW));
  const end = (sessionId: string) =>
    store().db.transaction((tx) => endSession(tx, sessionId, "signed-out", NOW));
  const rowOf = async (sessionId: string) =>
    (
      await store()
        .db.select()
        .from(sessions)
        .where(eq(sessions.idHash, hashSessionId(sessionId)))
    )[0];
  const endings = async () =>
    (await store().db.select().from(auditEvents).where(eq(auditEvents.subjectId, user.id)))
      .filter((row) => row.action === "session.end")
      .map((row) => row.detail.reason);

  it("ends at sign-out, at once and for good, and its others stay", async () => {
    const other = await open();
    await end(id);
    expect(await readSession(store().db, id, { now: NOW, demoAllowed: false })).toBeNull();
    expect(await readSession(store().db, other, { now: NOW, demoAllowed: false })).not.toBeNull();
    expect((await rowOf(id))?.endedAt).toEqual(NOW);
    expect(await endings()).toEqual(["signed-out"]);
  });

  it("is recorded as ended once, however often it is ended", async () => {
    await end(id);
    await end(id);
    await end(newSessionId());
    expect(await endings()).toEqual(["signed-out"]);
  });

  it("ends when it was idle for 12 hours, and a later clock does not revive it", async () => {
    expect(await readSession(store().db, id, { now: later(IDLE_TIMEOUT_MS), demoAllowed: false })).toBeNull();
    expect(await readSession(store().db, id, { now: NOW, demoAllowed: false })).toBeNull();
    expect(await endings()).toEqual(["idle"]);
  });

  it("lives on while it is used, but not past 7 days", async () => {
    const step = IDLE_TIMEOUT_MS - 1;
    for (let at = step; at < ABSOLUTE_TIMEOUT_MS; at += step) {
      expect(await readSession(store().db, id, { now: later(at), demoAllowed: false })).not.toBeNull();
    }
    expect(
      await readSession(store().db, id, { now: later(ABSOLUTE_TIMEOUT_MS), demoAllowed: false }),
    ).toBeNull();
    expect(await endings()).toEqual(["expired"]);
  });

  it("ends the moment its user is disabled", async () => {
    await store().db.update(users).set({ disabledAt: NOW }).where(eq(users.id, user.id));
    expect(await readSession(store().db, id, { now: NOW, demoAllowed: false })).toBeNull();
    await store().db.update(users).set({ disabledAt: null }).where(eq(users.id, user.id));
    expect(await readSession(store().db, id, { now: NOW, demoAllowed: false })).toBeNull();
    expect(await endings()).toEqual(["disabled"]);
  });

  it("of a demo account is over outside the sandbox, even while the table still allows it", async () => {
    await store().db.update(users).set({ demo: true }).where(eq(users.id, user.id));
    expect(await readSession(store().db, id, { now: NOW, demoAllowed: true })).not.toBeNull();
    expect(await readSession(store().db, id, { now: NOW, demoAllowed: false })).toBeNull();
    expect(await readSession(store().db, id, { now: NOW, demoAllowed: true })).toBeNull();
  });

  it("has the role its user has now", async () => {
    await store().db.update(users).set({ role: "viewer" }).where(eq(users.id, user.id));
    expect((await readSession(store().db, id, { now: NOW, demoAllowed: false }))?.user.role).toBe("viewer");
  });

  it("is nothing without its user, and an id that nobody was given is nothing", async () => {
    expect(await readSession(store().db, newSessionId(), { now: NOW, demoAllowed: false })).toBeNull();
    expect(await readSession(store().db, hashSessionId(id), { now: NOW, demoAllowed: false })).toBeNull();
    await store().db.delete(users).where(eq(users.id, user.id));
    expect(await readSession(store().db, id, { now: NOW, demoAllowed: false })).toBeNull();
  });

  it("notes its use once a minute at most", async () => {
    await readSession(store().db, id, { now: later(TOUCH_EVERY_MS - 1), demoAllowed: false });
    expect((await rowOf(id))?.lastSeenAt).toEqual(NOW);
    await readSession(store().db, id, { now: later(TOUCH_EVERY_MS), demoAllowed: false });
    expect((await rowOf(id))?.lastSeenAt).toEqual(later(TOUCH_EVERY_MS));
  });
});
