import http from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "./server.ts";
import { signedFetch } from "./signed-fetch.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ videos: 3000 });
});
afterAll(() => sandbox.close());

const admin = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${sandbox.url}/__sandbox/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

test("switches are read, set in part, and reset; unknown ones are refused", async () => {
  expect((await admin("GET", "switches")).body).toMatchObject({ listEncoding: "arrays" });
  const set = await admin("PUT", "switches", { listEncoding: "nested" });
  expect(set.body).toMatchObject({ listEncoding: "nested", secondDelete: "silent" });
  expect((await admin("PUT", "switches", { noSuchSwitch: true })).status).toBe(400);
  expect((await admin("PUT", "switches", { listEncoding: "morse" })).status).toBe(400);
  expect((await admin("DELETE", "switches")).body).toMatchObject({ listEncoding: "arrays" });
});

test("videos are found by kind, read, changed, added and made to vanish", async () => {
  const { body } = await admin("GET", "videos?kind=no-transcode&limit=3");
  expect(body.ids).toHaveLength(3);
  expect((await admin("GET", "videos?kind=nonsense")).status).toBe(400);
  const [id] = body.ids;
  const changed = await admin("POST", `videos/${id}`, { transcodeMode: "FastTranscode", streams: [] });
  expect(changed.body).toMatchObject({ id, transcodeMode: "FastTranscode", streams: [] });
  const again = await admin("POST", `videos/${id}`, { addOriginalStream: true });
  expect(again.body.streams).toMatchObject([{ jobId: `${id}02`, original: true }]);
  expect((await admin("POST", `videos/${id}`, { vanished: true })).body).toEqual({ vanished: true });
  expect((await admin("GET", `videos/${id}`)).status).toBe(404);
  expect((await admin("POST", "videos/nobody", {})).status).toBe(400);
  expect((await admin("POST", `videos/${id}`, { colour: "blue" })).status).toBe(400);
  const added = await admin("POST", "videos", [{ title: "One" }, { title: "Two", id: "two" }]);
  expect(added.body).toMatchObject([{ title: "One" }, { id: "two" }]);
  expect((await admin("POST", "videos", { id: "two" })).status).toBe(400);
});

test("the log has every request, refused ones too", async () => {
  await admin("DELETE", "requests");
  const { ids } = (await admin("GET", "videos?kind=removable&limit=1")).body;
  await signedFetch(sandbox.url, { Action: "DeleteMezzanines", VideoIds: ids[0], Force: "true" });
  await signedFetch(sandbox.url, { Action: "GetCategories" }, { secret: "wrong" });
  const log = (await admin("GET", "requests")).body;
  expect(log).toMatchObject([
    {
      action: "DeleteMezzanines",
      force: true,
      ids,
      deleted: ids,
      status: 200,
      code: null,
      signatureVersion: "1.0",
      accessKeyId: "testAccessKeyId",
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    },
    { action: "GetCategories", status: 400, code: "SignatureDoesNotMatch" },
  ]);
  expect(log[1].monoMs).toBeGreaterThanOrEqual(log[0].monoMs);
  expect((await admin("GET", `requests?since=${log[0].seq}`)).body).toHaveLength(1);
  expect((await admin("GET", "requests?action=DeleteMezzanines")).body).toHaveLength(1);
  expect((await admin("GET", "deleted")).body).toEqual(ids);
  expect((await admin("GET", "health")).body).toEqual({ seed: 1, videos: 3000, deleted: 1 });
});

test("limits, clock and faults", async () => {
  expect((await admin("PUT", "limits", { GetCategories: 0 })).body).toMatchObject({ GetCategories: 0 });
  expect((await signedFetch(sandbox.url, { Action: "GetCategories" })).body().Code).toBe("Throttling.User");
  expect((await admin("DELETE", "limits")).body).toMatchObject({ GetCategories: 50 });
  expect((await admin("PUT", "clock", { skewMs: 3_600_000 })).body).toEqual({ skewMs: 3_600_000 });
  expect((await signedFetch(sandbox.url, { Action: "GetCategories" })).body().Code).toBe(
    "InvalidTimeStamp.Expired",
  );
  await admin("PUT", "clock", { skewMs: 0 });
  expect((await admin("POST", "faults", { kind: "html502" })).body).toMatchObject([{ kind: "html502" }]);
  expect((await admin("POST", "faults", { kind: "earthquake" })).status).toBe(400);
  await admin("DELETE", "faults");
  expect((await admin("GET", "faults")).body).toEqual([]);
  expect((await signedFetch(sandbox.url, { Action: "GetCategories" })).status).toBe(200);
});

test("a browser's page of another origin is refused, and so is what does not exist", async () => {
  const foreign = await new Promise<number>((done, failed) => {
    const headers = { origin: "https://evil.example" };
    http
      .get(`${sandbox.url}/__sandbox/deleted`, { headers }, (response) => {
        response.resume();
        done(response.statusCode ?? 0);
      })
      .on("error", failed);
  });
  expect(foreign).toBe(403);
  expect((await admin("GET", "nothing")).status).toBe(404);
  expect((await admin("PUT", "deleted")).status).toBe(404);
});
