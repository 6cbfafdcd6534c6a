import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { exchange } from "./exchange.ts";

const failing = (fields: object) => () => Promise.reject(Object.assign(new Error("failed"), fields));

describe("exchange", () => {
  it("calls a connection that was never made not-sent, even at the deadline", async () => {
    const connecting = () =>
      new Promise((_resolve, reject) => {
        // A name that never resolves: the socket stays connecting.
        request({ host: "vod.test", lookup: () => {} })
          .on("error", reject)
          .end();
      });
    expect(await exchange(connecting, 50)).toMatchObject({ kind: "not-sent" });
  });

  it("destroys a request that begins after the deadline", async () => {
    let begun: ReturnType<typeof request> | undefined;
    let begin: () => void = () => {};
    const late = () =>
      new Promise<void>((resolve) => {
        begin = resolve;
      }).then(() => {
        begun = request({ host: "127.0.0.1", port: 9 }).on("error", () => {});
      });
    expect(await exchange(late, 20)).toMatchObject({ kind: "lost", code: "Timeout" });
    begin();
    await Promise.resolve();
    await Promise.resolve();
    expect(begun?.destroyed).toBe(true);
  });

  it("falls back to the core's error when the request could not be observed", async () => {
    const data = { Code: "Throttling.User", RequestId: "R" };
    expect(await exchange(failing({ statusCode: 400, code: "Throttling.User", data }), 1000)).toMatchObject({
      kind: "response",
      status: 400,
      body: JSON.stringify(data),
    });
    expect(await exchange(failing({ code: "ECONNREFUSED" }), 1000)).toMatchObject({ kind: "not-sent" });
    expect(await exchange(failing({ code: "ECONNRESET" }), 1000)).toMatchObject({ code: "ConnectionReset" });
    expect(await exchange(failing({ name: "RequestTimeoutError" }), 1000)).toMatchObject({ code: "Timeout" });
  });

  it("takes what nothing proves as lost", async () => {
    expect(await exchange(failing({}), 1000)).toMatchObject({ kind: "lost", code: "ConnectionLost" });
    expect(await exchange(() => Promise.reject("text"), 1000)).toMatchObject({ kind: "lost" });
    expect(await exchange(async () => ({ statusCode: 200 }), 1000)).toMatchObject({ kind: "lost" });
  });
});
