import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastItem, type LiveLook, type LookStream } from "./forecast-item.ts";

type Present = Extract<LiveLook, { found: "present" }>;

const transcoded: LookStream = { status: "Normal", sizeBytes: 5_000, original: false };
const original: LookStream = { status: "Normal", sizeBytes: 9_000, original: true };
const look = (change: Partial<Present> = {}): Present => ({
  found: "present",
  status: "Normal",
  storageClass: "Standard",
  mezzanine: { status: "Normal" },
  streams: [transcoded],
  ...change,
});
const fast = { transcodeMode: "FastTranscode" };

describe("forecastItem", () => {
  it.each<[string, LiveLook, object]>([
    ["an id that VOD does not know is missing", { found: "missing" }, { state: "missing", note: null }],
    ["an id we may not look at is forbidden", { found: "forbidden" }, { state: "forbidden", note: null }],
    [
      "an id that no list of the answer names is unchecked, not missing",
      { found: "absent" },
      { state: "unchecked", note: "not-in-answer" },
    ],
    [
      "an explicit Deleted is gone, whatever the asset is doing",
      look({ mezzanine: { status: "Deleted" }, status: "Transcoding" }),
      { state: "gone", note: null },
    ],
    [
      "no word about the source is unchecked, not gone",
      look({ mezzanine: null }),
      { state: "unchecked", note: "no-mezzanine-info" },
    ],
    [
      "a source without a status is unchecked",
      look({ mezzanine: { status: null } }),
      { state: "unchecked", note: "no-mezzanine-status" },
    ],
    [
      "a source whose upload failed is unchecked: neither there nor gone is proven",
      look({ mezzanine: { status: "UploadFail" } }),
      { state: "unchecked", note: "UploadFail" },
    ],
    [
      "a source status never seen before is unchecked",
      look({ mezzanine: { status: "Frozen" } }),
      { state: "unchecked", note: "Frozen" },
    ],
    [
      "an asset status never seen before is unchecked",
      look({ status: "Splicing" }),
      { state: "unchecked", note: "Splicing" },
    ],
    [
      "an asset without a status is unchecked",
      look({ status: null }),
      { state: "unchecked", note: "no-status" },
    ],
    ["an asset in upload is busy", look({ status: "Uploading" }), { state: "busy", note: "Uploading" }],
    [
      "an asset in transcoding is busy, even without a word about its source",
      look({ status: "Transcoding", mezzanine: null }),
      { state: "busy", note: "Transcoding" },
    ],
    [
      "a storage class on the move is busy",
      look({ storageClass: "Changing" }),
      { state: "busy", note: "Changing" },
    ],
    [
      "a source's storage class on the move is busy",
      look({ storageClass: "SourceChanging" }),
      { state: "busy", note: "SourceChanging" },
    ],
    [
      "a source in upload is busy",
      look({ mezzanine: { status: "Uploading" } }),
      { state: "busy", note: "Uploading" },
    ],
    [
      "an uploaded asset at rest is deletable",
      look({ status: "UploadSucc" }),
      { state: "deletable", needsForce: false, survives: "streams", note: null },
    ],
    [
      "an archived source is deletable and says so",
      look({ storageClass: "SourceArchive" }),
      { state: "deletable", needsForce: false, survives: "streams", note: "SourceArchive" },
    ],
    [
      "a failed transcode leaves nothing and names the failure",
      look({ status: "TranscodeFail", streams: [] }),
      { state: "deletable", needsForce: false, survives: "nothing", note: "TranscodeFail" },
    ],
    [
      "a normal asset without a stream leaves nothing",
      look({ streams: [] }),
      { state: "deletable", needsForce: false, survives: "nothing", note: "no-stream" },
    ],
    [
      "an original stream needs Force, whatever the catalog says",
      look({ streams: [original, transcoded] }),
      { state: "deletable", needsForce: true, survives: "streams", note: "original-stream" },
    ],
    [
      "an original stream alone survives nothing",
      look({ streams: [original] }),
      { state: "deletable", needsForce: true, survives: "nothing", note: "original-stream" },
    ],
  ])("%s", (_title, live, expected) => {
    expect(forecastItem(live, fast)).toEqual(expected);
  });

  it.each(["NoTranscode", "AsyncTranscode"])("%s needs Force, though no original stream is seen", (mode) => {
    expect(forecastItem(look(), { transcodeMode: mode })).toEqual({
      state: "deletable",
      needsForce: true,
      survives: "streams",
      note: mode,
    });
  });

  it.each([null, { transcodeMode: null }, { transcodeMode: "FastTranscode" }])(
    "Force is not claimed to be needed without a proof (%j)",
    (known) => {
      expect(forecastItem(look(), known)).toMatchObject({ needsForce: false });
    },
  );

  it.each<[string, LookStream]>([
    ["a superseded stream", { status: "Invisible", sizeBytes: 5_000, original: false }],
    ["an empty stream", { status: "Normal", sizeBytes: 0, original: false }],
    ["a stream of unknown size", { status: "Normal", sizeBytes: null, original: false }],
    ["a stream of unknown status", { status: null, sizeBytes: 5_000, original: false }],
    ["the original stream", original],
  ])("%s does not survive the source", (_title, stream) => {
    expect(forecastItem(look({ streams: [stream] }), fast)).toMatchObject({ survives: "nothing" });
  });

  /** Mostly what is at rest and whole, or hardly a look would end as deletable. */
  const words = (usual: string, ...known: string[]) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(usual) },
      { weight: 3, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: fc.string() },
      { weight: 1, arbitrary: fc.constant(null) },
    );
  const anyLook: fc.Arbitrary<Present> = fc.record({
    found: fc.constant("present" as const),
    status: words("Normal", "Uploading", "Transcoding", "TranscodeFail", "UploadSucc", "Blocked"),
    storageClass: words("Standard", "Archive", "Changing", "SourceChanging"),
    mezzanine: fc.option(fc.record({ status: words("Normal", "Deleted", "Uploading", "UploadFail") }), {
      freq: 9,
    }),
    streams: fc.array(
      fc.record({
        status: words("Normal", "Invisible"),
        sizeBytes: fc.oneof(fc.constantFrom(0, null), fc.nat()),
        original: fc.boolean(),
      }),
    ),
  });
  const anyMode = fc.option(fc.record({ transcodeMode: words("FastTranscode", "NoTranscode") }));

  it("is deletable only where the source is explicitly Normal and nothing is on the move", () => {
    fc.assert(
      fc.property(anyLook, anyMode, (live, known) => {
        const forecast = forecastItem(live, known);
        if (forecast.state !== "deletable") return;
        expect(live.mezzanine?.status).toBe("Normal");
        expect(["Uploading", "Transcoding", null]).not.toContain(live.status);
        expect(["Changing", "SourceChanging"]).not.toContain(live.storageClass);
        const outlives = live.streams.some(
          ({ original, status, sizeBytes }) => !original && status === "Normal" && sizeBytes,
        );
        expect(forecast.survives === "streams").toBe(outlives);
        const byMode = known?.transcodeMode === "NoTranscode";
        expect(forecast.needsForce).toBe(byMode || live.streams.some((stream) => stream.original));
      }),
    );
  });

  it("is gone exactly where the source is explicitly Deleted", () => {
    fc.assert(
      fc.property(anyLook, anyMode, (live, known) => {
        expect(forecastItem(live, known).state === "gone").toBe(live.mezzanine?.status === "Deleted");
      }),
    );
  });
});
