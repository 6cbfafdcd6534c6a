import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "./server.ts";
import { signedFetch } from "./signed-fetch.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ videos: 12_000 });
  sandbox.setLimits({ SearchMedia: null, GetVideoList: null });
});
afterAll(() => sandbox.close());

const call = (Action: string, params: Record<string, string> = {}) =>
  signedFetch(sandbox.url, { Action, ...params });
const one = (kind: Parameters<Sandbox["find"]>[0]) => {
  const [video] = sandbox.find(kind, 1);
  if (!video) throw new Error(`no video of the kind ${kind}`);
  return video;
};
const NOBODY = "0123456789abcdef0123456789abcdef";

describe("SearchMedia", () => {
  type Media = { MediaId: string; CreationTime: string; Video?: Record<string, unknown> };
  const search = async (params: Record<string, string>) => {
    const answer = await call("SearchMedia", params);
    const body = answer.body();
    return {
      status: answer.status,
      code: body.Code,
      total: Number(body.Total),
      token: String(body.ScrollToken),
      list: (body.MediaList ?? []) as Media[],
    };
  };

  test("gives the newest first, and of each only what Fields asks for", async () => {
    const bare = await search({ PageSize: "100" });
    const times = bare.list.map((media) => media.CreationTime);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(Object.keys(bare.list[0]?.Video ?? {}).sort()).toEqual(["CreationTime", "VideoId"]);
    const rich = await search({ PageSize: "1", Fields: "Title,TranscodeMode,Size,StorageClass" });
    expect(Object.keys(rich.list[0]?.Video ?? {}).sort()).toEqual([
      "CreationTime",
      "Size",
      "StorageClass",
      "Title",
      "TranscodeMode",
      "VideoId",
    ]);
    expect(rich.list[0]?.Video?.Size).toBeTypeOf("number");
  });

  test("traverses every video exactly once by ScrollToken, beyond the first 5,000", async () => {
    const seen = new Set<string>();
    let page = await search({ PageSize: "100", PageNo: "1" });
    const total = page.total;
    for (let pageNo = 2; page.list.length > 0; pageNo++) {
      for (const media of page.list) seen.add(media.MediaId);
      page = await search({ PageSize: "100", PageNo: String(pageNo), ScrollToken: page.token });
    }
    expect(total).toBeGreaterThan(5000);
    expect(seen.size).toBe(total);
  });

  test("the first 5,000 are all that can be had without a token", async () => {
    expect((await search({ PageSize: "100", PageNo: "50" })).list).toHaveLength(100);
    expect(await search({ PageSize: "100", PageNo: "51" })).toMatchObject({
      status: 400,
      code: "InvalidParameter",
    });
  });

  test("a page above 200 needs a token, however small the pages are", async () => {
    expect((await search({ PageSize: "10", PageNo: "200" })).list).toHaveLength(10);
    expect((await search({ PageSize: "10", PageNo: "201" })).code).toBe("InvalidParameter");
  });

  test("what a token finds is what its first page found: what comes later moves no page", async () => {
    const SortBy = "CreationTime:Desc";
    const { token, total, list } = await search({ PageSize: "20", SortBy });
    const { id } = sandbox.addVideo({ createdAt: 4_000_000_000 });
    const next = await search({ PageSize: "20", PageNo: "2", SortBy, ScrollToken: token });
    expect(next.total).toBe(total);
    expect(next.list.map((media) => media.MediaId)).not.toContain(list.at(-1)?.MediaId);
    expect((await search({ PageSize: "20", SortBy })).list[0]?.MediaId).toBe(id);
    sandbox.changeVideo(id, { vanished: true });
  });

  test("a token moves at most 100 records forward", async () => {
    const { token } = await search({ PageSize: "20", PageNo: "1" });
    expect((await search({ PageSize: "20", PageNo: "6", ScrollToken: token })).status).toBe(200);
    expect((await search({ PageSize: "20", PageNo: "7", ScrollToken: token })).code).toBe("InvalidParameter");
    sandbox.setSwitches({ searchWindow: "2021" });
    expect((await search({ PageSize: "20", PageNo: "61", ScrollToken: token })).status).toBe(200);
    expect((await search({ PageSize: "20", PageNo: "62", ScrollToken: token })).code).toBe(
      "InvalidParameter",
    );
    sandbox.resetSwitches();
  });

  test("a token goes with its own search only, and expires", async () => {
    const { token } = await search({ PageSize: "20" });
    const expired = { status: 400, code: "InvalidScrollToken.Expired" };
    expect(await search({ PageSize: "20", ScrollToken: "f".repeat(32) })).toMatchObject(expired);
    expect(await search({ PageSize: "20", ScrollToken: token, Match: "Size = (1,)" })).toMatchObject(expired);
    expect((await search({ PageSize: "20", ScrollToken: token })).status).toBe(200);
    sandbox.setSwitches({ scrollTokenTtlMs: 0 });
    expect(await search({ PageSize: "20", ScrollToken: token })).toMatchObject(expired);
    sandbox.resetSwitches();
  });

  test("a traversal sorts by one field, a search by three", async () => {
    const SortBy = "CreationTime:Asc,ModificationTime:Desc";
    const { status, token, list } = await search({ PageSize: "20", SortBy });
    expect(status).toBe(200);
    expect((list[0]?.CreationTime ?? "") <= (list[1]?.CreationTime ?? "")).toBe(true);
    expect((await search({ PageSize: "20", SortBy, ScrollToken: token })).code).toBe("SortByExceededMax");
    expect((await search({ SortBy: "Title:Asc" })).code).toBe("InvalidParameter");
  });

  test("a filter finds what a look at every video finds", async () => {
    const Match = "Size = [1000000000,2000000000) and (Status = 'Blocked' or Title = 'linear')";
    const { total } = await search({ Match });
    const naive = sandbox.seededLibrary.find(
      (v) =>
        v.kind === "video" &&
        v.sizeBytes >= 1e9 &&
        v.sizeBytes < 2e9 &&
        (v.status === "Blocked" || v.title.toLowerCase().includes("linear")),
      Number.POSITIVE_INFINITY,
      12_000,
    );
    expect(total).toBeGreaterThan(0);
    expect(total).toBe(naive.length);
  });

  test("a time range finds what lies between, with both of its ends as given", async () => {
    const [video] = sandbox.find("removable", 1);
    const at = new Date((video?.createdAt ?? 0) * 1000).toISOString().replace(".000Z", "Z");
    const closed = await search({ Match: `CreationTime = ['${at}','${at}']`, PageSize: "100" });
    expect(closed.list.map((media) => media.MediaId)).toContain(video?.id);
    const open = await search({ Match: `CreationTime = ('${at}','${at}')` });
    expect(open.total).toBe(0);
  });

  test("audio has its own object; images find nothing; bad syntax is named", async () => {
    const audio = await call("SearchMedia", { SearchType: "audio", Fields: "Title" });
    expect(audio.body()).toMatchObject({
      MediaList: expect.arrayContaining([expect.objectContaining({ MediaType: "audio" })]),
    });
    expect(audio.text).toContain('"Audio":{"AudioId":');
    expect((await call("SearchMedia", { SearchType: "image" })).body()).toMatchObject({
      Total: 0,
      MediaList: [],
    });
    expect(await search({ Match: "TranscodeMode = 'x'" })).toMatchObject({
      status: 400,
      code: "ErrorMatchSyntax",
    });
  });

  test("a video that is added, changed or has vanished is found as it is now", async () => {
    const added = sandbox.addVideo({ title: "Zebra crossing", sizeBytes: 7 });
    const find = () => search({ Match: "Title = 'zebra'" });
    expect((await find()).list.map((media) => media.MediaId)).toEqual([added.id]);
    sandbox.changeVideo(added.id, { vanished: true });
    expect((await find()).total).toBe(0);
    sandbox.changeVideo(added.id, { vanished: false, title: "Giraffe" });
    expect((await find()).total).toBe(0);
    expect((await search({ Match: "Title = 'giraffe'" })).total).toBe(1);
  });
});

describe("lists keep the shape of their operation (vod-api.md §3.5)", () => {
  test("GetVideoList nests, GetVideoInfos does not, GetVideoInfo nests its pictures", async () => {
    const video = one("removable");
    const list = (await call("GetVideoList", { PageSize: "1", Status: "Normal,Blocked" })).body();
    expect(list).toMatchObject({ VideoList: { Video: [{ Snapshots: { Snapshot: expect.any(Array) } }] } });
    const infos = (await call("GetVideoInfos", { VideoIds: `${video.id},${NOBODY}` })).body();
    expect(infos).toMatchObject({
      VideoList: [{ VideoId: video.id, Snapshots: expect.any(Array) }],
      NonExistVideoIds: [NOBODY],
    });
    const info = (await call("GetVideoInfo", { VideoId: video.id })).body();
    expect(info).toMatchObject({
      Video: { VideoId: video.id, Size: video.sizeBytes, Snapshots: { Snapshot: expect.any(Array) } },
    });
    expect(info).not.toHaveProperty("Video.TranscodeMode");
  });

  test("GetVideoList ends at 5,000 and at 100 a page", async () => {
    expect((await call("GetVideoList", { PageNo: "51", PageSize: "100" })).body().Code).toBe(
      "VideoListExceededMax",
    );
    expect((await call("GetVideoList", { PageSize: "101" })).body().Code).toBe("VideoListExceededMax");
  });

  test("GetPlayInfo nests; sizes are numbers, rates are strings", async () => {
    const video = one("no-transcode");
    expect((await call("GetPlayInfo", { VideoId: video.id })).body()).toMatchObject({
      VideoBase: { VideoId: video.id, TranscodeMode: "NoTranscode" },
      PlayInfoList: {
        PlayInfo: [
          {
            Definition: "OD",
            Specification: "Original",
            JobId: `${video.id}02`,
            Size: video.sizeBytes,
            Bitrate: expect.any(String),
            Duration: expect.any(String),
          },
        ],
      },
    });
  });

  test("GetPlayInfo shows superseded streams under ResultType=Multiple only", async () => {
    const { id: VideoId, streams } = one("invisible");
    const count = async (ResultType: string) => {
      const answer = await call("GetPlayInfo", { VideoId, ResultType });
      return (answer.text.match(/"JobId"/g) ?? []).length;
    };
    expect(await count("Multiple")).toBe(streams.length);
    expect(await count("Single")).toBe(streams.filter((stream) => stream.status === "Normal").length);
  });

  test("GetPlayInfo plays only what is Normal, and nothing where nothing is", async () => {
    const [busy] = sandbox.seededLibrary.find((v) => v.status === "Transcoding", 1);
    const refused = await call("GetPlayInfo", { VideoId: busy?.id ?? "" });
    expect([refused.status, refused.body().Code]).toEqual([403, "Forbidden.IllegalStatus"]);
    const silent = sandbox.addVideo({ streams: [] });
    const none = await call("GetPlayInfo", { VideoId: silent.id });
    expect([none.status, none.body().Code]).toEqual([404, "InvalidVideo.NoneStream"]);
  });

  test("GetCategories gives three levels", async () => {
    const level = async (CateId: string) =>
      (await call("GetCategories", { CateId, PageSize: "100" })).body() as {
        SubTotal: number;
        SubCategories: { Category: { CateId: number; Level: number; ParentId: number; SubTotal: number }[] };
      };
    const top = await level("-1");
    expect(top.SubCategories.Category).toHaveLength(top.SubTotal);
    const [first] = top.SubCategories.Category;
    expect(first).toMatchObject({ Level: 0, ParentId: -1 });
    const second = await level(String(first?.CateId));
    expect(second.SubCategories.Category[0]).toMatchObject({ Level: 1, ParentId: first?.CateId });
    const missing = await call("GetCategories", { CateId: "5" });
    expect([missing.status, missing.body().Code]).toEqual([404, "InvalidCateId.NotFound"]);
  });

  test("BatchGetMediaInfos tells what is there, what is not, and what may not be seen", async () => {
    const video = one("async");
    const hidden = one("forbidden");
    const withReference = one("reference");
    const answer = await call("BatchGetMediaInfos", {
      MediaIds: [video.id, hidden.id, NOBODY].join(","),
      ReferenceIds: `${withReference.referenceId},no-such-reference`,
    });
    expect(answer.body()).toMatchObject({
      MediaInfos: [
        {
          MediaId: video.id,
          MediaInfo: { Title: video.title, Status: "Normal" },
          MezzanineInfo: { Status: "Normal", Size: video.sizeBytes },
          PlayInfoList: video.streams.map((stream) => ({ JobId: stream.jobId, Status: stream.status })),
        },
        { MediaId: withReference.id },
      ],
      NonExistMediaIds: [NOBODY],
      NonExistReferenceIds: ["no-such-reference"],
      ForbiddenMediaIds: [hidden.id],
    });
    expect(answer.text).not.toContain("TranscodeMode");
  });

  test("an owner's key sees every application", async () => {
    const hidden = one("forbidden");
    const owner = { accessKeyId: "sandbox-owner", secret: "sandbox-owner-secret" };
    const params = { Action: "GetMezzanineInfo", VideoId: hidden.id };
    expect((await signedFetch(sandbox.url, params, owner)).status).toBe(200);
    const refused = await signedFetch(sandbox.url, params);
    expect([refused.status, refused.body().Code]).toEqual([403, "Forbidden.OperateAppResource"]);
  });
});

describe("the form of an answer", () => {
  test("XML by default, flat lists as repeated elements, escaped", async () => {
    sandbox.addVideo({ id: "a".repeat(32), title: "Q&A <live>" });
    const answer = await signedFetch(sandbox.url, {
      Action: "GetVideoInfos",
      VideoIds: `${"a".repeat(32)},${NOBODY},x`,
      Format: "XML",
    });
    expect(answer.headers.get("content-type")).toBe("text/xml;charset=utf-8");
    expect(answer.text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><GetVideoInfosResponse><RequestId>/,
    );
    expect(answer.text).toContain("<Title>Q&amp;A &lt;live&gt;</Title>");
    expect(answer.text).toContain(
      `<NonExistVideoIds>${NOBODY}</NonExistVideoIds><NonExistVideoIds>x</NonExistVideoIds>`,
    );
  });

  test("the request id is in the body and in a header, upper case", async () => {
    const answer = await call("GetCategories");
    expect(answer.body().RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(answer.headers.get("x-acs-request-id")).toBe(answer.body().RequestId);
  });

  test("an error has the gateway's members in JSON and in XML", async () => {
    const json = await call("GetVideoInfo", { VideoId: NOBODY });
    expect(json.status).toBe(404);
    expect(json.body()).toEqual({
      RequestId: expect.any(String),
      HostId: "127.0.0.1",
      Code: "InvalidVideo.NotFound",
      Message: "The video does not exist.",
      Recommend: "https://error-center.aliyun.com/status/search?Keyword=InvalidVideo.NotFound&source=PopGw",
    });
    const xml = await call("GetVideoInfo", { VideoId: NOBODY, Format: "XML" });
    expect(xml.text).toContain("<Error><RequestId>");
    expect(xml.text).toContain("<Code>InvalidVideo.NotFound</Code>");
  });

  test.each([
    ["neither JSON nor XML", { Format: "YAML" }, "InvalidParameter.Format"],
    ["no Version", { Version: "" }, "MissingParameter"],
    ["another product's Version", { Version: "2014-05-26" }, "InvalidAction.NotFound"],
  ])("%s", async (_, params, code) => {
    expect((await call("GetCategories", params)).text).toContain(code);
  });

  test("no Action, no signature", async () => {
    const missing = await fetch(`${sandbox.url}/?Format=JSON`);
    expect(await missing.json()).toMatchObject({ Code: "MissingParameter" });
    const unsigned = await fetch(`${sandbox.url}/?Format=JSON&Action=GetCategories&Version=2017-03-21`);
    expect(await unsigned.json()).toMatchObject({ Code: "MissingParameter" });
  });
});
