import { afterAll, beforeAll, expect, it } from "vitest";
import { eachStore } from "../../db/open-test-store.ts";
import type { Caller, VodClient } from "../../vod/types.ts";
import { type EngineHarness, engineHarness } from "../engine-harness.ts";

eachStore("who asks for a slot", (store) => {
  let h: EngineHarness;
  beforeAll(async () => {
    h = await engineHarness(store().db);
  });
  afterAll(() => h.close());

  it("is the deletion, with the priority of what the call is for", async () => {
    const looks: (Caller | undefined)[] = [];
    const sends: unknown[] = [];
    const vod: VodClient = {
      ...h.c.vod,
      inspectVideos: async (ids, caller) => {
        looks.push(caller);
        return await h.c.vod.inspectVideos(ids, caller);
      },
    };
    const deps = h.deps({ vod });
    const c = {
      ...deps,
      quota: {
        ...deps.quota,
        take: async (operation: string, caller?: Caller & { leave?: AbortSignal }) => {
          sends.push([operation, caller?.priority, caller?.onBehalfOf]);
          return await deps.quota.take(operation, caller);
        },
      },
    };
    const never = new AbortController().signal;
    const prioritiesOf = (callers: (Caller | undefined)[]) => [...new Set(callers.map((by) => by?.priority))];

    const { id } = await h.draft(h.freshForced(3));
    const reviewed = await h.drive(id, never, c);
    expect(reviewed.state).toBe("review");
    expect(prioritiesOf(looks)).toEqual(["forecast"]);
    expect(sends).toEqual([]);

    await h.consent(id, "force", ["loses-original"]);
    await h.confirm(id);
    h.sandbox.addFaults({ action: "DeleteMezzanines", kind: "hangAfter" });
    looks.length = 0;
    const finished = await h.drive(id, never, c);
    expect(finished.tallies.verified.count).toBe(3);
    expect(sends).toEqual([["DeleteMezzanines", "send", id]]);
    expect(prioritiesOf(looks)).toEqual(["last-look", "reconcile"]);
    expect(looks.every((by) => by?.onBehalfOf === id)).toBe(true);

    const other = await h.review(h.fresh(2));
    await h.confirm(other.id);
    looks.length = 0;
    await h.drive(other.id, never, c);
    expect(prioritiesOf(looks)).toEqual(["verify"]);
    expect(looks.every((by) => by?.onBehalfOf === other.id)).toBe(true);
  });
});
