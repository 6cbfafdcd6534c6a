import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FaultInput } from "./faults.ts";
import { type Sandbox, startSandbox } from "./server.ts";
import { signedFetch } from "./signed-fetch.ts";

let sandbox: Sandbox;
let now: number;
let luck: number;
beforeEach(async () => {
  now = Date.now();
  luck = 0;
  sandbox = await startSandbox({ videos: 500, clock: () => now, random: () => luck });
});
afterEach(() => sandbox.close());

const ids = (count: number) => sandbox.find("removable", count).map((video) => video.id);
const remove = (list: string[], more: Record<string, string> = {}) =>
  signedFetch(sandbox.url, { Action: "DeleteMezzanines", VideoIds: list.join(","), ...more });
const statusOf = async (VideoId: string) => {
  const answer = await signedFetch(sandbox.url, { Action: "GetMezzanineInfo", VideoId });
  return (answer.body().Mezzanine as { Status: string }).Status;
};
/** How the request ended for the caller: a status, or no answer. */
const ending = (sent: Promise<{ status: number }>) =>
  sent.then(
    (answer) => answer.status,
    () => "no answer",
  );

describe("before and after the deletion took effect", () => {
  test.each<[FaultInput, number | string, boolean]>([
    [{ kind: "resetBefore" }, "no answer", false],
    [{ kind: "resetAfter" }, "no answer", true],
    [{ kind: "cutBody" }, "no answer", true],
    [{ kind: "throttle" }, 400, false],
    [{ kind: "status5xx" }, 500, false],
    [{ kind: "status5xx", status: 503, when: "after" }, 503, true],
    [{ kind: "error", code: "DeleteVideoFailed", status: 503 }, 503, false],
    [{ kind: "error", code: "DeleteVideoFailed", status: 503, when: "after" }, 503, true],
    [{ kind: "html502" }, 502, false],
    [{ kind: "html502", when: "after" }, 502, true],
    [{ kind: "latency", ms: [1, 5] }, 200, true],
    [{ kind: "slow", ms: 40 }, 200, true],
  ])("%o", async (fault, end, deleted) => {
    const [id = ""] = ids(1);
    sandbox.addFaults({ ...fault, action: "DeleteMezzanines" });
    expect(await ending(remove([id]))).toBe(end);
    expect(sandbox.deleted()).toEqual(deleted ? [id] : []);
    expect(sandbox.requests().at(-1)).toMatchObject({ faults: [fault.kind], deleted: deleted ? [id] : [] });
    expect(await ending(remove([id]))).toBe(200);
  });

  test.each([
    ["hangBefore", false],
    ["hangAfter", true],
  ] as const)("%s never answers", async (kind, deleted) => {
    const [id = ""] = ids(1);
    sandbox.addFaults({ kind, action: "DeleteMezzanines" });
    const sent = ending(remove([id]));
    // Another request is answered meanwhile, so the first has been worked on for as long as it ever will.
    while (sandbox.requests().at(-1)?.durationMs == null) await statusOf(id);
    expect(sandbox.requests({ action: "DeleteMezzanines" })).toMatchObject([
      { status: null, faults: [kind] },
    ]);
    expect(sandbox.deleted()).toEqual(deleted ? [id] : []);
    await sandbox.close();
    expect(await sent).toBe("no answer");
    sandbox = await startSandbox({ videos: 1 });
  });

  test("a cut body can look whole to the transport", async () => {
    const [id = ""] = ids(1);
    sandbox.addFaults({ kind: "cutBody", clean: true });
    const answer = await remove([id]);
    expect(answer.status).toBe(200);
    expect(() => answer.body()).toThrow(SyntaxError);
    expect(sandbox.deleted()).toEqual([id]);
  });

  test("an error's body has its code, an exact answer is passed on as it is", async () => {
    sandbox.addFaults(
      { kind: "throttle", retryAfterMs: 250 },
      { kind: "answer", body: '{"VideoList":', status: 200, match: { nth: 2 } },
    );
    const throttled = await remove(ids(1));
    expect(throttled.body().Code).toBe("Throttling.User");
    expect(throttled.headers.get("x-acs-retry-after")).toBe("250");
    expect((await remove(ids(1))).text).toBe('{"VideoList":');
  });
});

describe("answers that are not true", () => {
  test("it accepts and does not delete, all of them or some", async () => {
    const [first = "", second = ""] = ids(2);
    sandbox.addFaults({ kind: "acceptWithoutDeleting", ids: [second] });
    expect((await remove([first, second])).body().UnRemoveableVideoIds).toEqual([]);
    expect(sandbox.deleted()).toEqual([first]);
    sandbox.addFaults({ kind: "acceptWithoutDeleting" });
    expect((await remove([second])).body().UnRemoveableVideoIds).toEqual([]);
    expect(sandbox.deleted()).toEqual([first]);
    expect(await statusOf(second)).toBe("Normal");
  });

  test("reads lag behind by as long as it says, and the truth does not", async () => {
    const [id = ""] = ids(1);
    sandbox.addFaults({ kind: "readLag", ms: 30_000, action: "DeleteMezzanines" });
    await remove([id]);
    expect(sandbox.video(id)?.mezzanineStatus).toBe("Deleted");
    expect(await statusOf(id)).toBe("Normal");
    now += 29_999;
    expect(await statusOf(id)).toBe("Normal");
    now += 1;
    expect(await statusOf(id)).toBe("Deleted");
  });

  test("it names an id that nobody asked for, and an id in two lists", async () => {
    const [id = ""] = ids(1);
    sandbox.addFaults({ kind: "foreignId", list: "NonExistVideoIds" }, { kind: "idInTwoLists" });
    expect((await remove([id])).body()).toMatchObject({
      NonExistVideoIds: ["f".repeat(32), id],
      UnRemoveableVideoIds: [id],
    });
  });
});

describe("which requests are struck", () => {
  test("so many times, then no more", async () => {
    sandbox.addFaults({ action: "DeleteMezzanines", kind: "throttle", times: 2 });
    const ends = [];
    for (let call = 0; call < 3; call++) ends.push((await remove(ids(1))).status);
    expect(ends).toEqual([400, 400, 200]);
    expect(sandbox.faults()).toEqual([]);
  });

  test("always, until it is taken away", async () => {
    sandbox.addFaults({ kind: "html502", always: true });
    for (let call = 0; call < 3; call++) expect((await remove(ids(1))).status).toBe(502);
    sandbox.clearFaults();
    expect((await remove(ids(1))).status).toBe(200);
  });

  test("only those that name an id, only those with Force, only the n-th", async () => {
    const [first = "", second = ""] = ids(2);
    sandbox.addFaults({ kind: "html502", always: true, match: { anyId: [second] } });
    expect((await remove([first])).status).toBe(200);
    expect((await remove([first, second])).status).toBe(502);
    sandbox.clearFaults();
    sandbox.addFaults({ kind: "html502", always: true, match: { force: true } });
    expect((await remove([first])).status).toBe(200);
    expect((await remove([first], { Force: "true" })).status).toBe(502);
    sandbox.clearFaults();
    sandbox.addFaults({ kind: "html502", match: { nth: 2 } });
    const ends = [];
    for (let call = 0; call < 3; call++) ends.push((await remove([first])).status);
    expect(ends).toEqual([200, 502, 200]);
  });

  test("by chance", async () => {
    sandbox.addFaults({ kind: "html502", always: true, probability: 0.3 });
    luck = 0.3;
    expect((await remove(ids(1))).status).toBe(200);
    luck = 0.29;
    expect((await remove(ids(1))).status).toBe(502);
  });
});

test("a video changes or vanishes between two looks", async () => {
  const [first = "", second = ""] = ids(2);
  const looks = { action: "BatchGetMediaInfos", kind: "change", when: "after" } as const;
  sandbox.addFaults(
    { ...looks, ids: [first], patch: { sizeBytes: 1 } },
    { ...looks, ids: [second], patch: { vanished: true } },
  );
  const look = async () =>
    (await signedFetch(sandbox.url, { Action: "BatchGetMediaInfos", MediaIds: `${first},${second}` })).body();
  expect(await look()).toMatchObject({ NonExistMediaIds: [] });
  expect(await look()).toMatchObject({
    MediaInfos: [{ MediaId: first, MezzanineInfo: { Size: 1 } }],
    NonExistMediaIds: [second],
  });
});
