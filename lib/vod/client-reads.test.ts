import { afterEach, describe, expect, it } from "vitest";
import { createVodClient } from "./client.ts";
import { and, timeBetween } from "./match.ts";
import { answerJson, type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

const A = "23ab850b4f654b6e91d24d8157000001";
const B = "93ab850b4f6f4b6e91d24d81d4000002";

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function clientOf(body: unknown, status = 200) {
  server = await startScriptedServer((response, request) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    answerJson(response, status, typeof body === "function" ? body(url.searchParams) : body);
  });
  return createVodClient({
    endpoint: server.url,
    region: "cn-shanghai",
    credentials: { accessKeyId: "testAccessKeyId", accessKeySecret: "testAccessKeySecret" },
    timeoutMs: 2000,
  });
}

const sentQuery = () => Object.fromEntries(server?.requests[0]?.url.searchParams ?? []);

describe("inspectVideos", () => {
  it("gives one inspection per id asked for, in that order", async () => {
    const client = await clientOf({
      RequestId: "R",
      MediaInfos: [
        {
          MediaId: A.toUpperCase(),
          MediaInfo: { Title: "T", Status: "Normal", StorageClass: "Standard", CateId: 7, Tags: "x,y" },
          MezzanineInfo: { Status: "Normal", Size: "1048576", FileURL: "http://h/f?Signature=qqq" },
          PlayInfoList: [
            { JobId: `${A}02`, Definition: "OD", Format: "mp4", Status: "Normal", Size: 9 },
            { JobId: "j2", Definition: "OD", Specification: "H264.OD", Status: "Invisible", Size: "0" },
          ],
        },
        { MediaId: "no-source", MediaInfo: { Status: "Normal" } },
      ],
      NonExistMediaIds: [B],
      ForbiddenMediaIds: ["locked"],
    });
    const result = await client.inspectVideos(["locked", B, A, "no-source", "nowhere"]);
    expect(sentQuery()).toEqual({ MediaIds: `locked,${B},${A},no-source,nowhere` });
    expect(result).toMatchObject({
      kind: "answered",
      data: [
        { found: "forbidden", videoId: "locked" },
        { found: "missing", videoId: B },
        {
          found: "present",
          videoId: A,
          title: "T",
          status: "Normal",
          cateId: 7,
          mezzanine: { status: "Normal", sizeBytes: 1048576 },
          streams: [
            { jobId: `${A}02`, original: true, sizeBytes: 9, specification: null },
            { jobId: "j2", original: false, sizeBytes: 0, status: "Invisible" },
          ],
        },
        { found: "present", videoId: "no-source", mezzanine: null, streams: [] },
        { found: "absent", videoId: "nowhere" },
      ],
    });
    expect(result.body).not.toContain("qqq");
  });

  it("concludes nothing about an id that the answer puts in two places", async () => {
    const client = await clientOf({
      RequestId: "R",
      MediaInfos: [{ MediaId: A }, { MediaId: "twice" }, { MediaId: "twice" }],
      NonExistMediaIds: [A],
    });
    expect(await client.inspectVideos([A, "twice"])).toMatchObject({
      data: [
        { found: "absent", videoId: A },
        { found: "absent", videoId: "twice" },
      ],
    });
  });

  it("takes InvalidVideo.NotFound for all as missing, and no other 404", async () => {
    const missing = await clientOf({ RequestId: "R", Code: "InvalidVideo.NotFound", Message: "m" }, 404);
    expect(await missing.inspectVideos([A, B])).toMatchObject({
      kind: "answered",
      requestId: "R",
      data: [{ found: "missing" }, { found: "missing" }],
    });
    await server?.close();
    const other = await clientOf({ RequestId: "R", Code: "InvalidApi.NotFound", Message: "m" }, 404);
    expect(await other.inspectVideos([A, B])).toMatchObject({ kind: "refused", fatal: false });
  });
});

describe("lookUpReferences", () => {
  it("gives one lookup per custom id asked for, in that order and by its letter case", async () => {
    const client = await clientOf({
      RequestId: "R",
      VideoList: [
        { VideoId: A.toUpperCase(), ReferenceId: "Master-1", Title: "T" },
        { VideoId: B, ReferenceId: "twice" },
        { VideoId: A, ReferenceId: "twice" },
        { VideoId: B, ReferenceId: "both" },
      ],
      NonExistReferenceIds: ["master-1", "both"],
    });
    const asked = ["master-1", "Master-1", "twice", "both", "nowhere"];
    const result = await client.lookUpReferences(asked);
    expect(server?.requests[0]?.headers["x-acs-action"]).toBe("GetVideoInfos");
    expect(sentQuery()).toEqual({ ReferenceIds: asked.join(",") });
    expect(result).toMatchObject({
      kind: "answered",
      data: [
        { found: "missing", referenceId: "master-1" },
        { found: "present", referenceId: "Master-1", videoIds: [A] },
        { found: "present", referenceId: "twice", videoIds: [B, A] },
        { found: "absent", referenceId: "both" },
        { found: "absent", referenceId: "nowhere" },
      ],
    });
  });

  it("takes InvalidVideo.NotFound for all as missing, and an unreadable list for no answer", async () => {
    const missing = await clientOf({ RequestId: "R", Code: "InvalidVideo.NotFound", Message: "m" }, 404);
    expect(await missing.lookUpReferences(["Master-1"])).toMatchObject({
      data: [{ found: "missing", referenceId: "Master-1" }],
    });
    await server?.close();
    const broken = await clientOf({
      RequestId: "R",
      VideoList: [],
      NonExistReferenceIds: { a: "x", b: "y" },
    });
    expect(await broken.lookUpReferences(["Master-1"])).toMatchObject({ kind: "unanswered" });
  });
});

describe("mezzanine", () => {
  it.each([
    [
      { Mezzanine: { VideoId: A, Status: "Normal", Size: 12 } },
      { state: "present", status: "Normal", sizeBytes: 12 },
    ],
    [{ Mezzanine: { Status: "Deleted" } }, { state: "gone", via: "Deleted" }],
    [{ Code: "InvalidFile.NotFound" }, { state: "gone", via: "InvalidFile.NotFound" }],
    [{ Code: "InvalidVideo.NotFound" }, { state: "missing" }],
  ])("reads %j", async (body, data) => {
    const client = await clientOf({ RequestId: "R", ...body }, "Code" in body ? 404 : 200);
    expect(await client.mezzanine(A)).toMatchObject({ kind: "answered", data });
    expect(sentQuery()).toEqual({ VideoId: A });
  });

  it.each([
    ["no Mezzanine", {}],
    ["a Mezzanine without status", { Mezzanine: { VideoId: A, Size: 1 } }],
    ["another video's Mezzanine", { Mezzanine: { VideoId: B, Status: "Deleted" } }],
  ])("never says gone from %s", async (_name, body) => {
    const client = await clientOf({ RequestId: "R", ...body });
    expect(await client.mezzanine(A)).toMatchObject({ kind: "unanswered", code: "UnreadableAnswer" });
  });
});

describe("playInfo", () => {
  it("reads the nested list, and no stream to play as an empty one", async () => {
    const streams = await clientOf({
      RequestId: "R",
      PlayInfoList: { PlayInfo: [{ JobId: "j", Specification: "Original", Size: 3 }] },
    });
    expect(await streams.playInfo(A)).toMatchObject({ data: [{ jobId: "j", original: true, sizeBytes: 3 }] });
    await server?.close();
    const none = await clientOf({ RequestId: "R", Code: "InvalidVideo.NoneStream", Message: "m" }, 404);
    expect(await none.playInfo(A)).toMatchObject({ kind: "answered", data: [] });
  });
});

describe("searchVideos", () => {
  it("asks for the fields and reads numbers that came as text", async () => {
    const client = await clientOf({
      RequestId: "R",
      Total: "2",
      ScrollToken: "tok",
      MediaList: [
        {
          MediaId: A,
          MediaType: "video",
          CreationTime: "2026-01-02T03:04:05Z",
          Video: { VideoId: A, Title: "T", Size: "10", Duration: 1.5, TranscodeMode: "NoTranscode" },
        },
        {
          MediaId: B,
          MediaType: "audio",
          Audio: { AudioId: B, CreationTime: "2026-01-01T00:00:00Z", Status: "Normal", TranscodeMode: "New" },
        },
      ],
    });
    const match = and(
      timeBetween("CreationTime", new Date("2026-01-01T00:00:00Z"), new Date("2026-02-01T00:00:00Z")),
    );
    const result = await client.searchVideos({
      kind: "video",
      match,
      pageNo: 2,
      pageSize: 100,
      scrollToken: "t",
    });
    expect(sentQuery()).toMatchObject({
      SearchType: "video",
      Match: "CreationTime = ['2026-01-01T00:00:00Z','2026-02-01T00:00:00Z')",
      PageNo: "2",
      PageSize: "100",
      ScrollToken: "t",
      SortBy: "CreationTime:Desc",
      Fields: expect.stringContaining("TranscodeMode"),
    });
    expect(result).toMatchObject({
      kind: "answered",
      data: {
        total: 2,
        scrollToken: "tok",
        media: [
          {
            videoId: A,
            kind: "video",
            sizeBytes: 10,
            durationSeconds: 1.5,
            transcodeMode: "NoTranscode",
            createdAt: new Date("2026-01-02T03:04:05Z"),
            description: null,
          },
          { videoId: B, kind: "audio", title: "", status: "Normal", transcodeMode: null },
        ],
      },
    });
  });

  it("knows no size rather than a neighbouring one when it passes 2^53", async () => {
    const client = await clientOf({
      RequestId: "R",
      Total: 1,
      MediaList: [{ MediaId: A, CreationTime: "2026-01-02T03:04:05Z", Video: { Size: "9007199254740993" } }],
    });
    const request = { kind: "video", pageNo: 1, pageSize: 10 } as const;
    expect(await client.searchVideos(request)).toMatchObject({ data: { media: [{ sizeBytes: null }] } });
  });

  it("does not leave out an item it cannot place", async () => {
    const client = await clientOf({ RequestId: "R", Total: 1, MediaList: [{ MediaId: A, Video: {} }] });
    const request = { kind: "video", pageNo: 1, pageSize: 10 } as const;
    expect(await client.searchVideos(request)).toMatchObject({
      kind: "unanswered",
      code: "UnreadableAnswer",
    });
  });
});

describe("categories", () => {
  it("walks the tree, page by page, parents before children", async () => {
    const children: Record<string, unknown[]> = {
      "-1": [
        { CateId: 1, CateName: "one", ParentId: -1, Level: 0, SubTotal: 2 },
        { CateId: 2, CateName: "two", ParentId: -1, Level: 0, SubTotal: 0 },
      ],
      "1": [
        { CateId: 11, CateName: "eleven", ParentId: 1, Level: 1 },
        { CateId: 12, CateName: "twelve", ParentId: 1, Level: 1 },
      ],
    };
    const client = await clientOf((query: URLSearchParams) => {
      const all = children[query.get("CateId") ?? ""] ?? [];
      const item = all[Number(query.get("PageNo")) - 1];
      return { RequestId: "R", SubTotal: all.length, SubCategories: { Category: item ? [item] : [] } };
    });
    const result = await client.categories();
    expect(result).toMatchObject({ kind: "answered" });
    expect(
      result.kind === "answered" && result.data.map(({ cateId, parentId }) => [cateId, parentId]),
    ).toEqual([
      [1, -1],
      [2, -1],
      [11, 1],
      [12, 1],
    ]);
    expect(server?.requests).toHaveLength(4);
  });
});

describe("callerIdentity", () => {
  it("asks STS, at the sandbox's own address", async () => {
    const client = await clientOf({ RequestId: "R", AccountId: "1234567890123456", Arn: "acs:ram::1:root" });
    expect(await client.callerIdentity()).toMatchObject({
      data: { accountId: "1234567890123456", arn: "acs:ram::1:root" },
    });
    expect(server?.requests[0]?.headers).toMatchObject({
      "x-acs-action": "GetCallerIdentity",
      "x-acs-version": "2015-04-01",
    });
  });
});
