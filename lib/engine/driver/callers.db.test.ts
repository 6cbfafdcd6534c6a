import { afterAll, beforeAll, expect, it } from "vitest";
import { eachStore } from "../../db/open-test-store.ts";
import type { Quota } from "../../quota/gcra.ts";
import type { Caller, VodClient } from "../../vod/types.ts";
import { pauseDeletion } from "../control-deletion.ts";
import { ACTOR, type EngineHarness, engineHarness } from "../engine-harness.ts";

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

  /** Drives a confirmed deletion whose first two slots pass while it looks; `at` is told of every slot asked for. */
  async function missingTwo(id: string, at: (slot: number) => Promise<void>) {
    const deps = h.deps();
    let slots = 0;
    const quota: Quota = {
      ...deps.quota,
      take: async (operation, caller) => {
        slots += 1;
        await at(slots);
        return await deps.quota.take(operation, caller);
      },
      depart: (operation, slot) => {
        const departure = deps.quota.depart(operation, slot);
        return slots < 3 ? { ...departure, leave: () => "missed" } : departure;
      },
    };
    const view = await h.drive(id, new AbortController().signal, { ...deps, quota });
    return { view, slots };
  }

  it("asks for another one where its own has passed while it looked", async () => {
    const { id } = await h.review(h.fresh(3));
    await h.confirm(id);
    h.sandbox.clearRequests();
    const { view, slots } = await missingTwo(id, async () => {});
    expect(view.tallies.verified.count).toBe(3);
    expect(slots).toBe(3);
    expect(h.deletes()).toHaveLength(1);
  });

  it("looks again with each slot: what is paused meanwhile does not leave", async () => {
    const { id } = await h.review(h.fresh(3));
    await h.confirm(id);
    h.sandbox.clearRequests();
    const { view } = await missingTwo(id, async (slot) => {
      if (slot === 3) await pauseDeletion(h.c, { id, actor: ACTOR });
    });
    expect(view.state).toBe("paused");
    expect(h.deletes()).toEqual([]);
  });
});
