import { describe, expect, it } from "vitest";
import { isOriginalStream } from "./original-stream.ts";

const videoId = "23ab850b4f654b6e91d24d8157000001";

describe("isOriginalStream", () => {
  it.each(["Original", "ORIGINAL", " original "])("is proved by Specification %j", (specification) =>
    expect(isOriginalStream({ videoId, jobId: null, specification })).toBe(true),
  );

  it("is proved by the job id of an untranscoded source", () => {
    expect(isOriginalStream({ videoId, jobId: `${videoId}02`, specification: null })).toBe(true);
    expect(isOriginalStream({ videoId, jobId: `${videoId.toUpperCase()}02`, specification: null })).toBe(
      true,
    );
  });

  it("is not proved by anything else", () => {
    const jobId = "93ab850b4f6f4b6e91d24d81d4000002";
    expect(isOriginalStream({ videoId, jobId, specification: "H264.OD" })).toBe(false);
    expect(isOriginalStream({ videoId, jobId: null, specification: null })).toBe(false);
    expect(isOriginalStream({ videoId, jobId: `${videoId}01`, specification: null })).toBe(false);
  });
});
