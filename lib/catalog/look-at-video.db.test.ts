import { beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import type { Db } from "../db/types.ts";
import type { MediaInspection, Stream, VodResult } from "../vod/types.ts";
import { clearCatalog, insertVideos, media } from "./catalog-fixtures.ts";
import { lookAtVideo } from "./look-at-video.ts";
import { getVideo } from "./queries.ts";

const evidence = { requestId: "r-1", httpStatus: 200, body: null };
const answered = <T>(data: T) => ({ kind: "answered", data, ...evidence }) as const;
const silent = { kind: "unanswered", code: "timeout", message: "no answer", ...evidence } as const;

const stream = (jobId: string, over: Partial<Stream> = {}): Stream => ({
  jobId,
  definition: "SD",
  format: "mp4",
  status: "Normal",
  sizeBytes: 10,
  specification: "H264.SD",
  original: false,
  ...over,
});
const present = (streams: Stream[]): MediaInspection => ({
  found: "present",
  videoId: "v",
  title: "live",
  status: "Normal",
  storageClass: "Standard",
  cateId: null,
  tags: null,
  mezzanine: { status: "Normal", sizeBytes: 500 },
  streams,
});

eachStore("a look at one video", (store) => {
  let db: Db;
  beforeAll(() => {
    db = store().db;
  });
  beforeEach(async () => {
    await clearCatalog(db);
    await insertVideos(db, "env-a", [media("v")]);
  });

  const look = (inspected: VodResult<MediaInspection[]>, played: VodResult<Stream[]> = answered([])) =>
    lookAtVideo(
      {
        db,
        environmentId: "env-a",
        vod: { inspectVideos: async () => inspected, playInfo: async () => played },
      },
      "v",
    );

  it("says what deleting the source would do, and the catalog learns from it", async () => {
    const detail = await look(answered([present([stream("a"), stream("b")])]));
    expect(detail?.live).toMatchObject({
      kind: "looked",
      forecast: { state: "deletable", needsForce: false, survives: "streams" },
    });
    expect(detail?.video).toMatchObject({ title: "live", mezzanine: "present", sizeBytes: 500 });
    expect(await getVideo(db, "env-a", "v")).toMatchObject({ mezzanineState: "present" });
  });

  it("counts an original stream wherever it is seen, and each stream once", async () => {
    const original = stream("v02", { original: true, specification: "Original" });
    const detail = await look(answered([present([stream("a")])]), answered([stream("a"), original]));
    expect(detail?.live).toMatchObject({
      streams: [
        { key: "a", survives: true },
        { key: "v02", original: true, survives: false },
      ],
      forecast: { state: "deletable", needsForce: true, survives: "streams" },
    });
  });

  it("falls back to the catalog, says so, and changes nothing while VOD does not answer", async () => {
    const before = await getVideo(db, "env-a", "v");
    const detail = await look(silent, silent);
    expect(detail?.live).toEqual({ kind: "unreachable", code: "timeout", requestId: "r-1" });
    expect(detail?.video.title).toBe("A title");
    expect(await getVideo(db, "env-a", "v")).toEqual(before);
  });

  it("is null for an id that the catalog does not hold", async () => {
    await clearCatalog(db);
    expect(await look(answered([present([])]))).toBeNull();
  });
});
