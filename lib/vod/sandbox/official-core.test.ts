import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CoreAnswer, officialClient } from "./official-client.ts";
import { type Sandbox, startSandbox } from "./server.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ videos: 3000 });
});
afterAll(() => sandbox.close());

const body = (answer: CoreAnswer): unknown => ("text" in answer ? JSON.parse(answer.text) : answer);

describe.each([
  ["V3", "v3"],
  ["1.0", "v2"],
] as const)("the official core, signing %s", (version, signature) => {
  const client = (more: { accessKeyId?: string; accessKeySecret?: string; securityToken?: string } = {}) =>
    officialClient({ url: sandbox.url, signature, ...more });

  test("reads and deletes, with brackets and quotes in a parameter", async () => {
    const call = client();
    const [video] = sandbox.find("removable", 1);
    const [locked] = sandbox.find("no-transcode", 1);
    const found = await call("SearchMedia", {
      Match: `VideoId in ('${video?.id}') and Size = [0,) and (Status='Normal' or Title='(a) *!~ 讲+%')`,
    });
    expect(body(found)).toMatchObject({ Total: 1, MediaList: [{ MediaId: video?.id, MediaType: "video" }] });
    const answer = await call("DeleteMezzanines", { VideoIds: `${video?.id},${locked?.id}`, Force: "false" });
    expect(body(answer)).toMatchObject({ NonExistVideoIds: [], UnRemoveableVideoIds: [locked?.id] });
    expect(sandbox.video(video?.id ?? "")?.mezzanineStatus).toBe("Deleted");
    expect(sandbox.video(locked?.id ?? "")?.mezzanineStatus).toBe("Normal");
    expect(sandbox.requests().at(-1)).toMatchObject({
      action: "DeleteMezzanines",
      signatureVersion: version,
      accessKeyId: "sandbox-operator",
      force: false,
      ids: [video?.id, locked?.id],
      deleted: [video?.id],
      status: 200,
    });
  });

  test("is told who it is", async () => {
    const answer = body(await client()("GetCallerIdentity", {}, "2015-04-01"));
    expect(answer).toMatchObject({
      AccountId: "1029384756102938",
      Arn: "acs:ram::1029384756102938:user/sandbox-operator",
      IdentityType: "RAMUser",
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    });
  });

  test.each([
    [
      "an unknown key",
      { accessKeyId: "nobody", accessKeySecret: "x" },
      { code: "InvalidAccessKeyId.NotFound", status: 404 },
    ],
    [
      "a disabled key",
      { accessKeyId: "sandbox-disabled", accessKeySecret: "sandbox-disabled-secret" },
      { code: "InvalidAccessKeyId.Inactive", status: 400 },
    ],
    ["a wrong secret", { accessKeySecret: "wrong" }, { code: "SignatureDoesNotMatch", status: 400 }],
    [
      "an expired token",
      {
        accessKeyId: "STS.sandbox",
        accessKeySecret: "STS.sandbox-secret",
        securityToken: "sandbox-token-expired",
      },
      { code: "InvalidSecurityToken.Expired", status: 400 },
    ],
    [
      "a key that may only read",
      { accessKeyId: "sandbox-readonly", accessKeySecret: "sandbox-readonly-secret" },
      { code: "Forbidden.RAM", status: 403 },
    ],
  ])("%s is refused, and nothing is deleted", async (_, key, expected) => {
    const before = sandbox.deleted().length;
    const id = sandbox.find("removable", 1)[0]?.id ?? "";
    expect(await client(key)("DeleteMezzanines", { VideoIds: id })).toMatchObject(expected);
    expect(sandbox.deleted()).toHaveLength(before);
  });

  test("a temporary key with its token is accepted", async () => {
    const call = client({
      accessKeyId: "STS.sandbox",
      accessKeySecret: "STS.sandbox-secret",
      securityToken: "sandbox-token",
    });
    expect(await call("GetVideoList", {})).toMatchObject({ status: 200 });
  });

  test("a clock 16 minutes off is refused, one 14 minutes off is not", async () => {
    sandbox.setSkewMs(16 * 60_000);
    expect(await client()("GetVideoList", {})).toMatchObject({ code: "InvalidTimeStamp.Expired" });
    sandbox.setSkewMs(-14 * 60_000);
    expect(await client()("GetVideoList", {})).toMatchObject({ status: 200 });
    sandbox.setSkewMs(0);
  });

  test("an unknown operation is not found", async () => {
    expect(await client()("DeleteEverything", {})).toMatchObject({
      code: "InvalidAction.NotFound",
      status: 404,
    });
  });
});
