import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reconcileAnswer } from "./reconcile-answer.ts";

const HEX = "23ab850b4f654b6e91d24d8157000001";
const none = { nonExist: [], unRemoveable: [], other: [] };

describe("reconcileAnswer", () => {
  it("accepts the ids that no list names", () => {
    const answer = reconcileAnswer(["a", "b", "c"], { ...none, nonExist: ["a"], unRemoveable: ["c"] });
    expect(answer).toEqual({ accepted: ["b"], nonExist: ["a"], unRemoveable: ["c"], trusted: true });
  });

  it("gives every id asked for exactly one place in a trusted answer", () => {
    const place = fc.constantFrom("accepted", "nonExist", "unRemoveable");
    const asked = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z0-9]{1,12}$/), place), {
      selector: ([id]) => id,
      maxLength: 20,
      size: "max",
    });
    fc.assert(
      fc.property(asked, (pairs) => {
        const at = (name: string) => pairs.filter(([, where]) => where === name).map(([id]) => id);
        const lists = { nonExist: at("nonExist"), unRemoveable: at("unRemoveable"), other: [] };
        const answer = reconcileAnswer(
          pairs.map(([id]) => id),
          lists,
        );
        expect(answer).toEqual({ accepted: at("accepted"), ...lists, other: undefined, trusted: true });
      }),
    );
  });

  it("matches a 32-hex id in another letter case, and gives it back as it was asked for", () => {
    const answer = reconcileAnswer([HEX], { ...none, nonExist: [HEX.toUpperCase()] });
    expect(answer).toMatchObject({ nonExist: [HEX], accepted: [], trusted: true });
  });

  it("does not match other ids in another letter case", () => {
    const answer = reconcileAnswer(["myVideo"], { ...none, nonExist: ["MYVIDEO"] });
    expect(answer).toMatchObject({ trusted: false, reason: "foreign-id", foreignIds: ["MYVIDEO"] });
  });

  it("does not trust an answer that names an id nobody asked for", () => {
    const answer = reconcileAnswer(["a", "b"], { ...none, unRemoveable: ["a", "x"] });
    expect(answer).toEqual({
      accepted: ["b"],
      nonExist: [],
      unRemoveable: ["a"],
      trusted: false,
      reason: "foreign-id",
      foreignIds: ["x"],
    });
  });

  it("does not trust an answer that has one id in two lists, whatever its letter case", () => {
    const answer = reconcileAnswer([HEX, "b"], {
      ...none,
      nonExist: [HEX],
      unRemoveable: [HEX.toUpperCase()],
    });
    expect(answer).toMatchObject({ trusted: false, reason: "id-in-two-lists", accepted: ["b"] });
  });

  it("does not trust an answer that names custom ids, which are never sent", () => {
    const answer = reconcileAnswer(["a"], { ...none, other: ["a"] });
    expect(answer).toMatchObject({ trusted: false, reason: "foreign-id", foreignIds: ["a"] });
  });
});
