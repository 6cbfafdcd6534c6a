import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createVodClient, type VodClientOptions } from "./client.ts";
import { answerJson, answerText, type ScriptedServer, startScriptedServer } from "./scripted-server.ts";
import type { Caller } from "./types.ts";

const A = "23ab850b4f654b6e91d24d8157000001";
const B = "93ab850b4f6f4b6e91d24d81d4000002";

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
  vi.unstubAllEnvs();
});

type Script = Parameters<typeof startScriptedServer>[0];

async function clientOf(script: Script, options: Partial<VodClientOptions> = {}) {
  server = await startScriptedServer(script);
  return createVodClient({
    endpoint: server.url,
    region: "cn-shanghai",
    credentials: { accessKeyId: "testAccessKeyId", accessKeySecret: "testAccessKeySecret" },
    timeoutMs: 2000,
    ...options,
  });
}

const answering = (body: unknown): Script => {
  return (response) => answerJson(response, 200, body);
};

describe("deleteMezzanines", () => {
  it("sends exactly the ids and the force it was given, in one signed request", async () => {
    const client = await clientOf(answering({ RequestId: "R" }));
    await client.deleteMezzanines([A, B], false);
    await client.deleteMezzanines([A], true);
    const sent = server?.requests.map(({ url }) => Object.fromEntries(url.searchParams));
    expect(sent).toEqual([
      { VideoIds: `${A},${B}`, Force: "false" },
      { VideoIds: A, Force: "true" },
    ]);
    expect(server?.requests[0]?.headers).toMatchObject({
      "x-acs-action": "DeleteMezzanines",
      "x-acs-version": "2017-03-21",
      accept: "application/json",
      authorization: expect.stringContaining("ACS3-HMAC-SHA256 Credential=testAccessKeyId"),
    });
  });

  it.each([
    ["arrays", { NonExistVideoIds: [B], UnRemoveableVideoIds: [] }],
    ["a bare string", { NonExistVideoIds: B, UnRemoveableVideoIds: null }],
    ["a nested list", { NonExistVideoIds: { VideoId: [B] } }],
    ["a JSON array in a string", { NonExistVideoIds: JSON.stringify([B]) }],
  ])("accepts the ids an answer leaves out: %s", async (_name, lists) => {
    const client = await clientOf(answering({ RequestId: "R-7", ...lists }));
    const body = JSON.stringify({ RequestId: "R-7", ...lists });
    expect(await client.deleteMezzanines([A, B], false)).toEqual({
      kind: "answered",
      requestId: "R-7",
      httpStatus: 200,
      body,
      data: { accepted: [A], nonExist: [B], unRemoveable: [], trusted: true },
    });
  });

  it("reads an XML answer", async () => {
    const xml = `<DeleteMezzaninesResponse><RequestId>R</RequestId><UnRemoveableVideoIds>${A}</UnRemoveableVideoIds><UnRemoveableVideoIds>${B}</UnRemoveableVideoIds></DeleteMezzaninesResponse>`;
    const client = await clientOf((response) => answerText(response, 200, xml, "text/xml;charset=utf-8"));
    expect(await client.deleteMezzanines([A, B], false)).toMatchObject({
      kind: "answered",
      requestId: "R",
      data: { accepted: [], unRemoveable: [A, B], trusted: true },
    });
  });

  it("does not trust an answer with a list of unknown meaning", async () => {
    const client = await clientOf(answering({ RequestId: "R", ForbiddenVideoIds: [A] }));
    expect(await client.deleteMezzanines([A, B], false)).toMatchObject({
      data: { trusted: false, reason: "foreign-id", foreignIds: [A] },
    });
  });

  it.each([
    ["a stranger's 200", {}],
    ["a list in no known encoding", { RequestId: "R", NonExistVideoIds: true }],
    ["a list of several members", { RequestId: "R", NonExistVideoIds: { VideoId: [A], Total: 1 } }],
  ])("concludes nothing from %s", async (_name, body) => {
    const client = await clientOf(answering(body));
    const result = await client.deleteMezzanines([A], false);
    expect(result).toMatchObject({ kind: "unanswered", code: "UnreadableAnswer", httpStatus: 200 });
    expect(result).not.toHaveProperty("data");
  });

  it("leaves a 404 for the whole batch open: it is no word about any id", async () => {
    const client = await clientOf((response) =>
      answerJson(response, 404, { RequestId: "R", Code: "InvalidVideo.NotFound", Message: "no video" }),
    );
    expect(await client.deleteMezzanines([A, B], false)).toMatchObject({
      kind: "unanswered",
      code: "InvalidVideo.NotFound",
      httpStatus: 404,
    });
  });

  it("refuses to send no ids, over 20 ids, or what would become other ids", async () => {
    const slot = vi.fn(async () => true);
    const client = await clientOf(answering({ RequestId: "R" }), { slot });
    const many = Array.from({ length: 21 }, (_, i) => `v${i}`);
    await expect(client.deleteMezzanines([], false)).rejects.toThrow(RangeError);
    await expect(client.deleteMezzanines(many, false)).rejects.toThrow(RangeError);
    for (const id of ["a,b", "a b", "", "a\n", "a，b"]) {
      await expect(client.deleteMezzanines([A, id], false)).rejects.toThrow(TypeError);
    }
    expect(server?.requests).toEqual([]);
    expect(slot).not.toHaveBeenCalled();
  });
});

describe("a throttled answer", () => {
  const page = { kind: "video", pageNo: 1, pageSize: 1 } as const;
  const denial = { Code: "Throttling.User", Message: "Request was denied due to request throttling." };
  const calls = (client: Awaited<ReturnType<typeof clientOf>>) => [
    () => client.deleteMezzanines([A], false),
    () => client.inspectVideos([A]),
    () => client.mezzanine(A),
    () => client.playInfo(A),
    () => client.searchVideos(page),
    () => client.categories(),
  ];

  it("is told by its operation, whichever that is, and comes back as it is", async () => {
    const slower: string[] = [];
    const client = await clientOf((response) => answerJson(response, 400, denial), {
      throttled: async (operation) => {
        slower.push(operation);
      },
    });
    for (const call of calls(client)) {
      expect(await call()).toMatchObject({ kind: "refused", throttled: true, code: "Throttling.User" });
    }
    expect(slower).toEqual([
      "DeleteMezzanines",
      "BatchGetMediaInfos",
      "GetMezzanineInfo",
      "GetPlayInfo",
      "SearchMedia",
      "GetCategories",
    ]);
  });

  it("is the only one that is told", async () => {
    const throttled = vi.fn(async () => {});
    const client = await clientOf(
      (response) => answerJson(response, 403, { Code: "Forbidden.RAM", Message: "no" }),
      { throttled },
    );
    for (const call of calls(client)) await call();
    expect(throttled).not.toHaveBeenCalled();
  });

  it("stays an answer when the pace cannot be lowered", async () => {
    const client = await clientOf((response) => answerJson(response, 400, denial), {
      throttled: () => Promise.reject(new Error("the database is gone")),
    });
    expect(await client.deleteMezzanines([A], false)).toMatchObject({ kind: "refused", throttled: true });
  });
});

describe("the slot", () => {
  it("is asked for before each request, by operation, and stops the request when it rejects", async () => {
    const asked: [string, number][] = [];
    const client = await clientOf(answering({ RequestId: "R" }), {
      slot: async (operation) => {
        asked.push([operation, server?.requests.length ?? -1]);
        if (asked.length === 3) throw new Error("paused");
        return true;
      },
    });
    await client.deleteMezzanines([A], false);
    await client.inspectVideos([A]);
    await expect(client.deleteMezzanines([A], false)).rejects.toThrow("paused");
    expect(asked).toEqual([
      ["DeleteMezzanines", 0],
      ["BatchGetMediaInfos", 1],
      ["DeleteMezzanines", 2],
    ]);
    expect(server?.requests).toHaveLength(2);
  });

  it("that nobody waits for any more sends nothing, and says so as a refusal that says nothing of the ids", async () => {
    const client = await clientOf(answering({ RequestId: "R" }), { slot: async () => false });
    const onSlot = vi.fn();
    expect(await client.inspectVideos([A], { priority: "verify", onSlot })).toMatchObject({
      kind: "refused",
      code: "CallerLeft",
      fatal: false,
    });
    expect(server?.requests).toHaveLength(0);
    expect(onSlot).not.toHaveBeenCalled();
  });

  it("is told who asks: a read's own caller, else a person, and the catalog for walks", async () => {
    const asked: Caller[] = [];
    const client = await clientOf(answering({ RequestId: "R" }), {
      slot: async (_operation, caller) => {
        asked.push(caller);
        return true;
      },
    });
    const caller = { priority: "reconcile", onBehalfOf: "deletion-1" } as const;
    const page = { kind: "video", pageNo: 1, pageSize: 1 } as const;
    await client.inspectVideos([A], caller);
    await client.mezzanine(A, caller);
    await client.playInfo(A, caller);
    await client.searchVideos(page, caller);
    expect(asked.splice(0)).toEqual([caller, caller, caller, caller]);
    await client.inspectVideos([A]);
    await client.mezzanine(A);
    await client.playInfo(A);
    await client.searchVideos(page);
    await client.categories();
    await client.deleteMezzanines([A], false);
    const priorities = asked.map(({ priority }) => priority);
    expect(priorities).toEqual(["person", "person", "person", "catalog", "catalog", "send"]);
  });
});

describe("credentials", () => {
  const expired = { RequestId: "R", Code: "InvalidSecurityToken.Expired", Message: "expired" };
  beforeEach(() => {
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_ID", "chainKeyId");
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "chainSecret");
    vi.stubEnv("ALIBABA_CLOUD_SECURITY_TOKEN", "sts-token-1");
  });

  it("are fetched anew, once, after the token expired; the refused deletion then goes on", async () => {
    const client = await clientOf(
      (response, _request, count) => {
        vi.stubEnv("ALIBABA_CLOUD_SECURITY_TOKEN", "sts-token-2");
        if (count === 1) answerJson(response, 403, expired);
        else answerJson(response, 200, { RequestId: "R2" });
      },
      { credentials: "chain" },
    );
    const result = await client.deleteMezzanines([A], false);
    expect(result).toMatchObject({ kind: "answered", requestId: "R2" });
    expect(server?.requests.map(({ headers }) => headers["x-acs-security-token"])).toEqual([
      "sts-token-1",
      "sts-token-2",
    ]);
    expect(JSON.stringify(result)).not.toMatch(/token-|chainSecret/);
  });

  it("that stay expired end in a fatal refusal, after two requests at most", async () => {
    const client = await clientOf((response) => answerJson(response, 403, expired), { credentials: "chain" });
    expect(await client.deleteMezzanines([A], false)).toMatchObject({ kind: "refused", fatal: true });
    expect(server?.requests).toHaveLength(2);
  });

  it("given as a fixed token are not tried twice", async () => {
    const client = await clientOf((response) => answerJson(response, 403, expired), {
      credentials: { accessKeyId: "testKeyId", accessKeySecret: "testSecret", securityToken: "fixedToken" },
    });
    expect(await client.deleteMezzanines([A], false)).toMatchObject({ kind: "refused", fatal: true });
    expect(server?.requests).toHaveLength(1);
  });

  it("that cannot be found are a fatal refusal, and nothing is sent", async () => {
    for (const name of ["ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN", "CREDENTIALS_URI"]) {
      vi.stubEnv(`ALIBABA_CLOUD_${name}`, "");
    }
    vi.stubEnv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    vi.stubEnv("HOME", "/nonexistent");
    const slot = vi.fn(async () => true);
    const client = await clientOf(answering({ RequestId: "R" }), { credentials: "chain", slot });
    expect(await client.deleteMezzanines([A], false)).toMatchObject({
      kind: "refused",
      code: "CredentialsUnavailable",
      fatal: true,
      httpStatus: null,
    });
    expect(server?.requests).toEqual([]);
    expect(slot).not.toHaveBeenCalled();
  });
});

describe("createVodClient", () => {
  it.each([0, 8000, Number.NaN])("refuses a timeout of %d ms", (timeoutMs) => {
    const options = { endpoint: null, region: "cn-shanghai", credentials: "chain", timeoutMs } as const;
    expect(() => createVodClient(options)).toThrow(RangeError);
  });

  it.each(["http://h/path", "ftp://h", "http://user:pw@h"])("refuses the endpoint %s", (endpoint) => {
    const options = { endpoint, region: "cn-shanghai", credentials: "chain", timeoutMs: 1000 } as const;
    expect(() => createVodClient(options)).toThrow();
  });
});
