import { asc } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { auditEvents, savedViews, users } from "../db/schema.ts";
import { changeView, createView, deleteView, listViews, type ViewOwner } from "./saved-views.ts";

const ENV = "env-a";
const person = (id: string, role: ViewOwner["role"]): ViewOwner => ({ id, name: `Name of ${id}`, role });
const ANA = person("ana", "operator");
const BEN = person("ben", "operator");
const VERA = person("vera", "viewer");
const ADA = person("ada", "admin");

eachStore("saved views", (store) => {
  const db = () => store().db;
  beforeEach(async () => {
    await store().reset();
    await db()
      .insert(users)
      .values([ANA, BEN, VERA, ADA].map((one) => ({ ...one, username: one.id })));
  });

  const create = (
    owner: ViewOwner,
    id: string,
    over: { name?: string; query?: string; shared?: boolean } = {},
  ) => createView(db(), ENV, { id, name: id, query: "status=Normal", shared: false, ...over }, owner);
  const change = (owner: ViewOwner, id: string, over: { name?: string; query?: string; shared?: boolean }) =>
    changeView(db(), ENV, { id, ...over }, owner);
  const seenBy = async (owner: ViewOwner, environmentId = ENV) =>
    (await listViews(db(), environmentId, owner.id)).map(({ id }) => id);
  const stored = () => db().select().from(savedViews).orderBy(asc(savedViews.id));
  const audited = async () =>
    (await db().select().from(auditEvents).orderBy(asc(auditEvents.id))).map((row) => [
      row.action,
      row.subjectId,
    ]);

  it("are seen by their owner, and by others only when shared, and never in another environment", async () => {
    await create(ANA, "mine");
    await create(ANA, "ours", { shared: true });
    await create(BEN, "his");
    expect(await seenBy(ANA)).toEqual(["mine", "ours"]);
    expect(await seenBy(VERA)).toEqual(["ours"]);
    expect(await seenBy(ANA, "env-b")).toEqual([]);
    const [ours] = await listViews(db(), ENV, VERA.id);
    expect(ours).toEqual({
      id: "ours",
      name: "ours",
      text: "status=Normal",
      dropped: [],
      shared: true,
      own: false,
      ownerName: "Name of ana",
    });
  });

  it("keep the canonical query, and tell each act once in the record", async () => {
    await create(ANA, "one", { name: "  Large\tones ", query: "sort=size.desc&status=Normal&minBytes=5" });
    await change(ANA, "one", { name: "Larger ones" });
    await deleteView(db(), ENV, "one", ANA);
    expect(await stored()).toEqual([]);
    const events = await db().select().from(auditEvents).orderBy(asc(auditEvents.id));
    expect(
      events.map(({ action, actorId, environmentId, detail }) => [action, actorId, environmentId, detail]),
    ).toEqual([
      [
        "view.create",
        "ana",
        ENV,
        { name: "Large ones", query: "status=Normal&minBytes=5&sort=size.desc", shared: false },
      ],
      ["view.change", "ana", ENV, { was: "Large ones", name: "Larger ones" }],
      [
        "view.delete",
        "ana",
        ENV,
        {
          name: "Larger ones",
          query: "status=Normal&minBytes=5&sort=size.desc",
          shared: false,
          ownerId: "ana",
        },
      ],
    ]);
  });

  it.each([
    ["an empty name", { name: " \n " }],
    ["a name too long", { name: "n".repeat(81) }],
    ["a part nobody knows", { query: "owner=me" }],
    ["a filter without sense", { query: "minBytes=-1" }],
    ["a sort there is not", { query: "sort=colour.asc" }],
  ])("refuse %s, and leave no trace", async (_, bad) => {
    await expect(create(ANA, "bad", bad)).rejects.toMatchObject({ code: "invalid-input" });
    await create(ANA, "good");
    await expect(change(ANA, "good", bad)).rejects.toMatchObject({ code: "invalid-input" });
    expect(await stored()).toMatchObject([{ id: "good", name: "good", query: "status=Normal" }]);
    expect(await audited()).toEqual([["view.create", "good"]]);
  });

  it("have a name once per owner, in any letter case, also when two tabs take it at once", async () => {
    await create(ANA, "one", { name: "Blocked" });
    await create(BEN, "his", { name: "Blocked" });
    await expect(create(ANA, "two", { name: "BLOCKED" })).rejects.toMatchObject({ code: "conflict" });
    await create(ANA, "two", { name: "Other" });
    await expect(change(ANA, "two", { name: "blocked" })).rejects.toMatchObject({ code: "conflict" });
    await change(ANA, "one", { name: "BLOCKED" });
    const both = await Promise.allSettled([
      create(ANA, "left", { name: "New" }),
      create(ANA, "right", { name: "new" }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  it("are changed by their owner alone, whatever the others may do elsewhere", async () => {
    await create(ANA, "ours", { shared: true });
    for (const other of [BEN, ADA, VERA]) {
      await expect(change(other, "ours", { name: "taken" })).rejects.toMatchObject({ code: "not-found" });
    }
    await expect(changeView(db(), "env-b", { id: "ours", name: "taken" }, ANA)).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await stored()).toMatchObject([{ name: "ours" }]);
  });

  it("are shared by operators; a viewer keeps some, and takes back what was shared before", async () => {
    await expect(create(VERA, "loud", { shared: true })).rejects.toMatchObject({ code: "forbidden" });
    await create(VERA, "quiet");
    await expect(change(VERA, "quiet", { shared: true })).rejects.toMatchObject({ code: "forbidden" });
    await create({ ...VERA, role: "operator" }, "before", { shared: true });
    await expect(change(VERA, "before", { query: "status=Blocked" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await seenBy(ANA)).toEqual(["before"]);
    await change(VERA, "before", { shared: false });
    expect(await seenBy(ANA)).toEqual([]);
  });

  it("are deleted by their owner; an administrator deletes what is shared, and nothing else of others", async () => {
    await create(ANA, "mine");
    await create(ANA, "ours", { shared: true });
    await expect(deleteView(db(), ENV, "ours", BEN)).rejects.toMatchObject({ code: "forbidden" });
    await expect(deleteView(db(), ENV, "mine", BEN)).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteView(db(), ENV, "mine", ADA)).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteView(db(), "env-b", "ours", ADA)).rejects.toMatchObject({ code: "not-found" });
    expect(await seenBy(ANA)).toEqual(["mine", "ours"]);
    await deleteView(db(), ENV, "ours", ADA);
    expect(await seenBy(ANA)).toEqual(["mine"]);
  });

  it("that were stored by another version are read as far as they make sense, and name the rest", async () => {
    await create(ANA, "old");
    await db().update(savedViews).set({ query: "status=Normal&minBytes=many&layout=grid&sort=age.asc" });
    expect(await listViews(db(), ENV, ANA.id)).toMatchObject([
      { text: "status=Normal", dropped: ["minBytes", "sort", "layout"] },
    ]);
  });

  it("end at 200 per owner, with a refusal", async () => {
    const many = Array.from({ length: 200 }, (_, n) => `v${n}`);
    await db()
      .insert(savedViews)
      .values(many.map((id) => ({ id, environmentId: ENV, ownerId: ANA.id, name: id, query: "" })));
    await expect(create(ANA, "more")).rejects.toMatchObject({ code: "too-many" });
    await create(BEN, "his");
  });
});
