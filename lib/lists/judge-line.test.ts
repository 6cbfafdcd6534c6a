import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeByCatalog, judgeByLook } from "./judge-line.ts";

const A = "a".repeat(32);
const videoId = { videoId: A, isVideoId: true };
const customId = { videoId: "master-1", isVideoId: false };
const others = fc.uniqueArray(fc.stringMatching(/^b[0-9a-f]{31}$/), { maxLength: 3 });

describe("an id that could mean two videos", () => {
  it("is never taken for either of them, by the catalog or by a look", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), others, (isVideoId, there, references) => {
        const token = isVideoId ? videoId : customId;
        const meanings = (there && isVideoId ? 1 : 0) + references.length;
        fc.pre(meanings > 1);
        const byCatalog = judgeByCatalog(token, { video: there && isVideoId, references });
        const byLook = judgeByLook(token, {
          video: isVideoId ? (there ? "present" : "missing") : null,
          references,
        });
        expect(["ambiguous", "unknown"]).toContain(byCatalog.status);
        expect(byLook.status).toBe("ambiguous");
        expect("videoId" in byCatalog || "videoId" in byLook).toBe(false);
      }),
    );
  });

  it("is not settled by a custom id alone where it has a VideoId's form", () => {
    expect(judgeByCatalog(videoId, { video: false, references: ["b1"] })).toEqual({ status: "unknown" });
    expect(judgeByLook(videoId, { video: "missing", references: ["b1"] })).toEqual({
      status: "ambiguous",
      candidates: ["b1"],
    });
  });

  it("is none where the custom id is that very video's", () => {
    expect(judgeByLook(videoId, { video: "present", references: [A] })).toEqual({
      status: "found",
      videoId: A,
    });
  });
});

describe("an id that means one video", () => {
  it("is known to the catalog, or found by a look", () => {
    expect(judgeByCatalog(videoId, { video: true, references: [] })).toEqual({ status: "known", videoId: A });
    expect(judgeByCatalog(customId, { video: false, references: [A] })).toEqual({
      status: "known",
      videoId: A,
    });
    expect(judgeByLook(customId, { video: null, references: [A] })).toEqual({ status: "found", videoId: A });
  });
});

describe("what is not there", () => {
  it("is missing only by VOD's word, and unasked where VOD said nothing of it", () => {
    expect(judgeByCatalog(videoId, { video: false, references: [] })).toEqual({ status: "unknown" });
    expect(judgeByCatalog(customId, { video: false, references: [] })).toEqual({ status: "unknown" });
    expect(judgeByLook(customId, { video: null, references: [] })).toEqual({ status: "missing" });
    expect(judgeByLook(videoId, { video: "forbidden", references: [] })).toEqual({ status: "forbidden" });
    expect(judgeByLook(videoId, { video: "absent", references: [] })).toMatchObject({ status: "unasked" });
    expect(judgeByLook(videoId, { video: "missing", references: null })).toMatchObject({ status: "unasked" });
  });
});
