import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "./server.ts";
import { signedFetch } from "./signed-fetch.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ videos: 12_000 });
  sandbox.setLimits({ DeleteMezzanines: null, GetMezzanineInfo: null, BatchGetMediaInfos: null });
});
afterAll(() => sandbox.close());

const NOBODY = "0123456789abcdef0123456789abcdef";
const remove = async (VideoIds: string, more: Record<string, string> = {}) => {
  const answer = await signedFetch(sandbox.url, { Action: "DeleteMezzanines", VideoIds, ...more });
  return { ...answer.body(), status: answer.status };
};
const one = (kind: Parameters<Sandbox["find"]>[0]) => {
  const [video] = sandbox.find(kind, 1);
  if (!video) throw new Error(`no video of the kind ${kind}`);
  return video;
};
const read = async (Action: string, params: Record<string, string>) => {
  const answer = await signedFetch(sandbox.url, { Action, ...params });
  return { ...answer.body(), status: answer.status };
};
const isGone = (id: string) => sandbox.video(id)?.mezzanineStatus === "Deleted";
const lists = (nonExist: string[], unRemoveable: string[]) => ({
  status: 200,
  NonExistVideoIds: nonExist,
  UnRemoveableVideoIds: unRemoveable,
  NonExistReferenceIds: [],
});

describe("what is deleted (vod-api.md §9)", () => {
  test.each(["removable", "last-copy", "od-trap", "audio", "invisible"] as const)(
    "%s: without Force, in no list",
    async (kind) => {
      const { id } = one(kind);
      expect(await remove(id)).toMatchObject(lists([], []));
      expect(isGone(id)).toBe(true);
    },
  );

  test.each(["no-transcode", "async"] as const)("%s: only with Force", async (kind) => {
    const { id } = one(kind);
    expect(await remove(id)).toMatchObject(lists([], [id]));
    expect(isGone(id)).toBe(false);
    expect(await remove(id, { Force: "TRUE" })).toMatchObject(lists([], []));
    expect(isGone(id)).toBe(true);
  });

  test.each(["busy", "no-write", "forbidden"] as const)("%s: not even with Force", async (kind) => {
    const { id } = one(kind);
    expect(await remove(id, { Force: "true" })).toMatchObject(lists([], [id]));
    expect(isGone(id)).toBe(false);
  });

  test("a source that has become a stream needs Force, whatever its transcode mode", async () => {
    const { id } = one("removable");
    sandbox.changeVideo(id, { addOriginalStream: true });
    expect(await remove(id)).toMatchObject(lists([], [id]));
  });

  test("unknown ids are named and the others deleted all the same", async () => {
    const { id } = one("removable");
    expect(await remove(`${NOBODY},${id},${id.toUpperCase()}`)).toMatchObject(
      lists([NOBODY, id.toUpperCase()], []),
    );
    expect(isGone(id)).toBe(true);
  });

  test("custom ids work and are named in a list of their own", async () => {
    const { id, referenceId } = one("reference");
    const answer = await read("DeleteMezzanines", { ReferenceIds: `${referenceId},nobody-has-this` });
    expect(answer).toMatchObject({
      NonExistVideoIds: [],
      UnRemoveableVideoIds: [],
      NonExistReferenceIds: ["nobody-has-this"],
    });
    expect(isGone(id)).toBe(true);
  });

  test("an id asked for twice is deleted once and not complained about", async () => {
    const { id } = one("removable");
    sandbox.setSwitches({ secondDelete: "unRemoveable" });
    expect(await remove(`${id},${id}`)).toMatchObject(lists([], []));
    sandbox.resetSwitches();
    expect(sandbox.requests().at(-1)?.deleted).toEqual([id]);
  });
});

describe("what is refused as a whole", () => {
  test.each([
    ["21 ids", { VideoIds: Array.from({ length: 21 }, () => NOBODY).join(",") }, "VideoIdsExceededMax"],
    ["no ids", {}, "MissingParameter"],
    ["only commas", { VideoIds: ",,," }, "MissingParameter"],
    ["Force=yes", { VideoIds: NOBODY, Force: "yes" }, "InvalidParameter"],
  ])("%s", async (_, params, code) => {
    const before = sandbox.deleted().length;
    expect(await read("DeleteMezzanines", params)).toMatchObject({ status: 400, Code: code });
    expect(sandbox.deleted()).toHaveLength(before);
  });
});

describe("what reads show afterwards", () => {
  test("FastTranscode: the source is Deleted, the streams stay", async () => {
    const video = one("removable");
    await remove(video.id);
    expect(await read("GetMezzanineInfo", { VideoId: video.id })).toMatchObject({
      status: 200,
      Mezzanine: { VideoId: video.id, Status: "Deleted" },
    });
    expect(await read("BatchGetMediaInfos", { MediaIds: video.id })).toMatchObject({
      MediaInfos: [
        {
          MediaInfo: { Status: "Normal" },
          MezzanineInfo: { Status: "Deleted" },
          PlayInfoList: video.streams.map((stream) => ({ JobId: stream.jobId })),
        },
      ],
    });
  });

  test("NoTranscode: nothing plays any more", async () => {
    const { id } = one("no-transcode");
    await remove(id, { Force: "true" });
    expect(await read("GetPlayInfo", { VideoId: id })).toMatchObject({
      status: 404,
      Code: "InvalidVideo.NoneStream",
    });
  });

  test("AsyncTranscode: the original stream is gone, the others play", async () => {
    const { id } = one("async");
    await remove(id, { Force: "true" });
    const text = JSON.stringify(await read("GetPlayInfo", { VideoId: id }));
    expect(text).not.toContain(`${id}02`);
    expect(text).toContain('"Specification":"H264.');
  });
});

describe("switches", () => {
  test.each([
    ["arrays", [NOBODY], []],
    ["nested", { VideoId: [NOBODY] }, { VideoId: [] }],
    ["string", NOBODY, undefined],
    ["commaString", NOBODY, ""],
    ["jsonInString", `["${NOBODY}"]`, "[]"],
    ["null", [NOBODY], null],
    ["omittedEmpty", [NOBODY], undefined],
  ] as const)("lists as %s", async (listEncoding, one, empty) => {
    sandbox.setSwitches({ listEncoding });
    const answer: Record<string, unknown> = await remove(NOBODY);
    sandbox.resetSwitches();
    expect(answer.NonExistVideoIds).toEqual(one);
    expect(answer.UnRemoveableVideoIds).toEqual(empty);
  });

  test("several ids as one comma list", async () => {
    sandbox.setSwitches({ listEncoding: "commaString" });
    expect(await remove(`${NOBODY},x`)).toMatchObject({ NonExistVideoIds: `${NOBODY},x` });
    sandbox.resetSwitches();
  });

  test.each([
    ["silent", () => lists([], [])],
    ["unRemoveable", (id: string) => lists([], [id])],
    ["nonExist", (id: string) => lists([id], [])],
  ] as const)("a second deletion: %s", async (secondDelete, expected) => {
    sandbox.setSwitches({ secondDelete });
    const { id } = one("removable");
    expect(await remove(id)).toMatchObject(lists([], []));
    expect(await remove(id)).toMatchObject(expected(id));
    sandbox.resetSwitches();
    expect(sandbox.requests().at(-1)?.deleted).toEqual([]);
  });

  test("none exists: lists, or 404", async () => {
    expect(await remove(NOBODY)).toMatchObject(lists([NOBODY], []));
    sandbox.setSwitches({ noneExist: "notFound" });
    expect(await remove(NOBODY)).toMatchObject({ status: 404, Code: "InvalidVideo.NotFound" });
    const { id } = one("removable");
    expect(await remove(`${NOBODY},${id}`)).toMatchObject(lists([NOBODY], []));
    sandbox.resetSwitches();
  });

  test("a gone source reads as InvalidFile.NotFound, or is left out of the inspection", async () => {
    const { id } = one("gone");
    sandbox.setSwitches({ mezzanineGone: "fileNotFound", inspectGone: "omitted" });
    expect(await read("GetMezzanineInfo", { VideoId: id })).toMatchObject({
      status: 404,
      Code: "InvalidFile.NotFound",
    });
    const inspection = JSON.stringify(await read("BatchGetMediaInfos", { MediaIds: id }));
    sandbox.resetSwitches();
    expect(inspection).toContain(id);
    expect(inspection).not.toContain("MezzanineInfo");
  });

  test("the asset's size after a deletion: kept, or zero", async () => {
    const { id, sizeBytes } = one("gone");
    expect(await read("GetVideoInfo", { VideoId: id })).toMatchObject({ Video: { Size: sizeBytes } });
    sandbox.setSwitches({ sizeAfterDelete: "zero" });
    expect(await read("GetVideoInfo", { VideoId: id })).toMatchObject({ Video: { Size: 0 } });
    sandbox.resetSwitches();
  });

  test("a refused custom id is named by video id, or by itself", async () => {
    const { id } = one("no-write");
    sandbox.changeVideo(id, { referenceId: null });
    const added = sandbox.addVideo({ referenceId: "locked-one", appId: "app-1000002" });
    const refuse = () => read("DeleteMezzanines", { ReferenceIds: "locked-one" });
    expect(await refuse()).toMatchObject({ UnRemoveableVideoIds: [added.id] });
    sandbox.setSwitches({ refusedReference: "referenceId" });
    expect(await refuse()).toMatchObject({ UnRemoveableVideoIds: ["locked-one"] });
    sandbox.resetSwitches();
  });

  test("a busy video is refused, or deleted", async () => {
    const { id } = one("busy");
    sandbox.setSwitches({ busyDelete: "delete" });
    expect(await remove(id, { Force: "true" })).toMatchObject(lists([], []));
    sandbox.resetSwitches();
    expect(isGone(id)).toBe(true);
  });

  test("ids answered in upper case", async () => {
    const { id } = one("no-transcode");
    sandbox.setSwitches({ answerIdCase: "upper" });
    expect(await remove(id)).toMatchObject({ UnRemoveableVideoIds: [id.toUpperCase()] });
    sandbox.resetSwitches();
  });

  test.each([
    [{ account: "notOpened" }, 403, "OperationDenied"],
    [{ account: "suspended" }, 403, "OperationDenied.Suspended"],
  ] as const)("the account: %o", async (switches, status, code) => {
    sandbox.setSwitches(switches);
    const { id } = one("removable");
    expect(await remove(id)).toMatchObject({ status, Code: code });
    sandbox.resetSwitches();
    expect(isGone(id)).toBe(false);
  });

  test("the code of a missing right, of a missing parameter, of an unknown operation", async () => {
    sandbox.setSwitches({
      permissionDenied: "NoPermission",
      missingParameter: "MissingName",
      unknownAction: "InvalidApi.NotFound",
    });
    const readOnly = { accessKeyId: "sandbox-readonly", secret: "sandbox-readonly-secret" };
    const denied = await signedFetch(sandbox.url, { Action: "DeleteMezzanines", VideoIds: NOBODY }, readOnly);
    expect(denied.body()).toMatchObject({
      Code: "NoPermission",
      AccessDeniedDetail: { AuthAction: "vod:DeleteMezzanines", NoPermissionType: "ImplicitDeny" },
    });
    expect(await read("DeleteMezzanines", {})).toMatchObject({ Code: "MissingVideoIds" });
    expect(await read("Nonsense", {})).toMatchObject({ status: 404, Code: "InvalidApi.NotFound" });
    sandbox.resetSwitches();
  });
});

describe("the request and the answers of the published page", () => {
  const asked = "23ab850b4f6*****54b6e91d24d8157,93ab850b4f6f4*****b6e91d24d81d4";

  test("bare strings in JSON, flat elements in XML, and an id that nobody asked for", async () => {
    const video = sandbox.addVideo({ id: "23ab850b4f6*****54b6e91d24d8157" });
    sandbox.setSwitches({ listEncoding: "string" });
    const id = "23ab850b4f6f44*****b6e91d24d8157";
    sandbox.addFaults({ action: "DeleteMezzanines", kind: "foreignId", id, times: 2 });
    const params = { Action: "DeleteMezzanines", VideoIds: asked };
    const json = await signedFetch(sandbox.url, params);
    const { RequestId, ...rest } = json.body();
    expect(rest).toEqual({
      NonExistVideoIds: "93ab850b4f6f4*****b6e91d24d81d4",
      UnRemoveableVideoIds: "23ab850b4f6f44*****b6e91d24d8157",
    });
    const xml = await signedFetch(sandbox.url, { ...params, Format: "XML" });
    sandbox.resetSwitches();
    expect(RequestId).toMatch(/^[0-9A-F-]{36}$/);
    expect(xml.text.replace(/<RequestId>[^<]*<\/RequestId>/, "")).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><DeleteMezzaninesResponse>' +
        "<NonExistVideoIds>93ab850b4f6f4*****b6e91d24d81d4</NonExistVideoIds>" +
        "<UnRemoveableVideoIds>23ab850b4f6f44*****b6e91d24d8157</UnRemoveableVideoIds>" +
        "</DeleteMezzaninesResponse>",
    );
    expect(isGone(video.id)).toBe(true);
  });
});

test("the 51st deletion within a second is throttled and deletes nothing", async () => {
  let at = 0;
  const own = await startSandbox({ videos: 500, monotonic: () => at });
  own.setSwitches({ retryAfter: "sent" });
  const id = own.find("removable", 1)[0]?.id ?? "";
  const send = (VideoIds: string) => signedFetch(own.url, { Action: "DeleteMezzanines", VideoIds });
  const burst = await Promise.all(Array.from({ length: 50 }, () => send(NOBODY)));
  expect(burst.every((answer) => answer.status === 200)).toBe(true);
  at = 400;
  const refused = await send(id);
  expect([refused.status, refused.body().Code]).toEqual([400, "Throttling.User"]);
  expect(refused.headers.get("x-acs-retry-after")).toBe("600");
  expect(own.deleted()).toEqual([]);
  at = 1000;
  expect((await send(id)).status).toBe(200);
  expect(own.deleted()).toEqual([id]);
  await own.close();
});
