import { afterAll, beforeAll, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { createVodClient } from "../vod/client.ts";
import { type Sandbox, startSandbox } from "../vod/sandbox/server.ts";
import type { VodClient } from "../vod/types.ts";
import { createQuota, type Quota } from "./gcra.ts";
import { vodPorts } from "./vod-ports.ts";

eachStore("the quota behind VOD's client", (store) => {
  let sandbox: Sandbox;
  let quota: Quota;
  let vod: VodClient;
  beforeAll(async () => {
    sandbox = await startSandbox({ videos: 50 });
    quota = createQuota(store().db, "ports", {}, 100);
    vod = createVodClient({
      endpoint: sandbox.url,
      region: "cn-shanghai",
      credentials: { accessKeyId: "sandbox-operator", accessKeySecret: "sandbox-operator-secret" },
      timeoutMs: 2_000,
      ...vodPorts(() => quota),
    });
  });
  afterAll(() => sandbox.close());

  const video = () => sandbox.addVideo({}).id;
  const calls: [operation: string, call: () => Promise<{ kind: string }>][] = [
    ["DeleteMezzanines", () => vod.deleteMezzanines([video()], false)],
    ["BatchGetMediaInfos", () => vod.inspectVideos([video()])],
    ["GetMezzanineInfo", () => vod.mezzanine(video())],
    ["GetPlayInfo", () => vod.playInfo(video())],
    ["SearchMedia", () => vod.searchVideos({ kind: "video", pageNo: 1, pageSize: 1 })],
    ["GetCategories", () => vod.categories()],
  ];

  it.each(calls)(
    "%s, throttled once, goes slower from then on, and no other does",
    async (operation, call) => {
      const others = calls.map(([other]) => other).filter((other) => other !== operation);
      const rates = () => Promise.all(others.map(async (other) => (await quota.rate(other)).now));
      const before = await rates();
      expect((await call()).kind).toBe("answered");
      expect((await quota.rate(operation)).now).toBe(100);
      sandbox.addFaults({ action: operation, kind: "throttle" });
      expect((await call()).kind).toBe("refused");
      expect((await quota.rate(operation)).now).toBeCloseTo(70);
      expect(await rates()).toEqual(before);
    },
  );
});
