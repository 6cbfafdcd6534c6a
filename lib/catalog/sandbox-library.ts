import { createVodClient } from "../vod/client.ts";
import { type Sandbox, startSandbox } from "../vod/sandbox/server.ts";
import type { SlotPort } from "../vod/types.ts";

/** For tests of what reads a library out of the sandbox. */
export const ENV = "env-a";
export const LIBRARY = 900;
export const TIMES = { syncEveryMs: 900_000, fullEveryMs: 86_400_000 };
export const NOT_HERE = new AbortController().signal;

/** A library of its own, and what a client sees of it. */
export async function openVod(videoCount: number, slot?: SlotPort) {
  const sandbox = await startSandbox({ videos: videoCount });
  sandbox.setLimits({ SearchMedia: null, BatchGetMediaInfos: null, GetCategories: null });
  const credentials = { accessKeyId: "sandbox-operator", accessKeySecret: "sandbox-operator-secret" };
  const vod = createVodClient({
    endpoint: sandbox.url,
    region: "cn-shanghai",
    credentials,
    timeoutMs: 5_000,
    ...(slot && { slot }),
  });
  return { sandbox, vod };
}

export const looks = (sandbox: Sandbox) => sandbox.requests({ action: "BatchGetMediaInfos" });
