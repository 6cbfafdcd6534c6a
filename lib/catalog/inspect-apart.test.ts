import { expect, it } from "vitest";
import type { Refused, Unanswered } from "../vod/types.ts";
import { type Ask, inspectApart } from "./inspect-apart.ts";

const silence: Unanswered = {
  kind: "unanswered",
  code: "InternalError",
  message: "",
  requestId: null,
  httpStatus: 500,
  body: null,
};
const refusal = (code: string): Refused => ({
  kind: "refused",
  code,
  message: "",
  requestId: null,
  httpStatus: null,
  fatal: false,
  throttled: false,
  retryAfterMs: null,
  body: null,
});
const answer = (ids: readonly string[]) => ({
  kind: "answered" as const,
  data: ids.map((videoId) => ({ found: "missing" as const, videoId })),
  requestId: "r",
  httpStatus: 200,
  body: "",
});
const another = async () => "other";
/** VOD is silent as soon as one of these is asked about. */
const silentFor =
  (...mute: string[]): Ask =>
  async (ids) =>
    ids.some((id) => mute.includes(id)) ? silence : answer(ids);

it("tells those that VOD never answers for from the others", async () => {
  const looks = await inspectApart(["a", "b", "c"], silentFor("b"), another);
  expect(looks).toMatchObject({ kind: "looked", mute: ["b"], seen: [{ videoId: "a" }, { videoId: "c" }] });
});

it("is no judgement of any id where VOD answers for no other either, or there is none", async () => {
  expect(await inspectApart(["a"], silentFor("a", "other"), another)).toEqual(silence);
  expect(await inspectApart(["a"], silentFor("a"), async () => null)).toEqual(silence);
});

it.each(["ConnectionFailed", "CredentialsTimeout"])("%s is nothing that lies with the ids", async (code) => {
  expect(await inspectApart(["a", "b"], async () => refusal(code), another)).toMatchObject({ code });
});

it("cut short while it asks, or while it asks about another, it says nothing", async () => {
  expect(await inspectApart(["a"], async () => refusal("CallerLeft"), another)).toBeNull();
  const leaving: Ask = async ([id]) => (id === "other" ? null : silence);
  expect(await inspectApart(["a"], leaving, another)).toBeNull();
});
