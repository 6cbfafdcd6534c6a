import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lagHorizon, reconcileDelay, type Timing } from "./next-check-delay.ts";
import { END_OUTCOMES, isFinal, mayFollow, type OutcomeCause } from "./outcomes.ts";
import { type DeleteResult, NAMED_UNREMOVABLE, readDeleteAnswer } from "./read-delete-answer.ts";
import { afterReadback, type Readback } from "./read-readback.ts";
import { sumsUp } from "./summarize.ts";
import type { Outcome } from "./types.ts";

/*
 * A model of a run against a model of VOD, driven by any script of answers, lost answers, crashes, looks and
 * cancels. The engine's part is reduced to what every engine must do: write down what the domain says, wait
 * until a look is due, and send only what is pending. After the script VOD behaves, and the run comes to its
 * end. Each step is checked against the table of outcomes, and each send against what VOD did before.
 */

const timing: Timing = {
  requestTimeoutMs: 7_000,
  reconcileGraceMs: 3_000,
  readbackLagMs: 30_000,
  verifyDelayMs: 2_000,
  verifyDeadlineMs: 900_000,
};
const FOREIGN = "foreign";

/** One video at VOD. `lagMs` is how long read-backs still show its source after it went. */
type Video = {
  exists: boolean;
  needsForce: boolean;
  stubborn: boolean;
  /** Whether VOD then no longer knows the video either. */
  vanishes: boolean;
  lagMs: number;
  goneAt: number | null;
};

type Item = {
  videoId: string;
  outcome: Outcome;
  maybeSent: boolean;
  sentAt: number;
  acceptedAt: number;
  sends: number;
  checks: number;
  presentLooks: number;
  checkAt: number | null;
  namedUnremovable: boolean;
};

type AnswerKind = "trusted" | "untrusted" | "lost" | "crash" | "not-found" | "throttled" | "poison";
type Step =
  | { do: "send"; size: number; answer: AnswerKind; takesEffect: boolean; effectAfterMs: number }
  | { do: "look"; sees: "all" | "unreadable" | "not-asked" }
  | { do: "wait"; ms: number }
  | { do: "cancel" };

class Run {
  now = 0;
  cancelled = false;
  readonly items: Item[];
  readonly videos: readonly Video[];

  constructor(videos: readonly Video[]) {
    this.videos = videos;
    this.items = videos.map((_, index) => ({
      videoId: `v${index}`,
      outcome: "pending",
      maybeSent: false,
      sentAt: 0,
      acceptedAt: 0,
      sends: 0,
      checks: 0,
      presentLooks: 0,
      checkAt: null,
      namedUnremovable: false,
    }));
  }

  take(step: Step) {
    if (step.do === "wait") this.now += step.ms;
    if (step.do === "send") this.send(step);
    if (step.do === "look") this.look(step.sees);
    if (step.do === "cancel") {
      this.cancelled = true;
      for (const item of this.with("pending")) this.move(item, "not-sent", "cancel");
    }
    this.check();
  }

  /** VOD behaves from now on: the run must end, in so many steps that only a run without end takes more. */
  finish() {
    for (let step = 0; step < 5_000; step += 1) {
      if (this.with("pending").length > 0) {
        this.take({ do: "send", size: 20, answer: "trusted", takesEffect: true, effectAfterMs: 0 });
        continue;
      }
      const due = this.items.flatMap((item) => item.checkAt ?? []);
      if (due.length === 0) return;
      this.now = Math.max(this.now, Math.min(...due));
      this.take({ do: "look", sees: "all" });
    }
    expect.unreachable("the run does not end");
  }

  private with(outcome: Outcome) {
    return this.items.filter((item) => item.outcome === outcome);
  }

  private video(item: Item): Video {
    const video = this.videos[Number(item.videoId.slice(1))];
    if (!video) throw new Error(`no such video: ${item.videoId}`);
    return video;
  }

  private move(item: Item, to: Outcome, by: OutcomeCause) {
    expect(mayFollow(item.outcome, to, by), `${item.outcome} → ${to} by ${by}`).toBe(true);
    if (by === "answer" && item.maybeSent) expect(["missing", "unremovable"]).not.toContain(to);
    item.outcome = to;
  }

  private send(step: Extract<Step, { do: "send" }>) {
    const batch = this.with("pending").slice(0, step.size);
    if (batch.length === 0) return;
    for (const item of batch) {
      expect(this.video(item).goneAt, "what our own call deleted is not sent again").toBeNull();
      this.move(item, "sending", "claim");
      item.sentAt = this.now;
      item.sends += 1;
      item.checks = 0;
      item.presentLooks = 0;
    }
    const result = this.callVod(batch, step);
    if (result === "crash") {
      for (const item of batch) {
        this.move(item, "unknown", "crash");
        item.maybeSent = true;
        item.namedUnremovable = false;
        item.checkAt = this.now + reconcileDelay(timing);
      }
      return;
    }
    for (const effect of readDeleteAnswer(batch, result).items) {
      const item = batch.find((sent) => sent.videoId === effect.videoId);
      if (!item) throw new Error("an effect about an item that was not sent");
      this.move(item, effect.outcome, "answer");
      if (effect.outcome === "accepted") {
        expect(step.answer).toBe("trusted");
        item.acceptedAt = this.now;
      }
      item.maybeSent = effect.maybeSent;
      item.namedUnremovable = effect.code === NAMED_UNREMOVABLE.code;
      const delayMs = effect.outcome === "accepted" ? timing.verifyDelayMs : reconcileDelay(timing);
      item.checkAt = effect.needsReadback ? this.now + delayMs : null;
    }
  }

  private callVod(batch: readonly Item[], step: Extract<Step, { do: "send" }>): DeleteResult | "crash" {
    const refusal = { kind: "refused" as const, message: "", retryAfterMs: null, fatal: false };
    if (step.answer === "throttled") return { ...refusal, code: "Throttling.User", throttled: true };
    if (step.answer === "poison") return { ...refusal, code: "InvalidParameter", throttled: false };
    if (step.answer === "not-found") {
      return { kind: "unanswered", code: "InvalidVideo.NotFound", message: "" };
    }
    const lost = step.answer === "lost" || step.answer === "crash";
    if (step.takesEffect || !lost) {
      for (const item of batch) {
        const video = this.video(item);
        const deletes = video.exists && !video.needsForce && !video.stubborn;
        if (deletes) video.goneAt ??= this.now + (lost ? step.effectAfterMs : 0);
      }
    }
    if (step.answer === "crash") return "crash";
    if (lost) return { kind: "unanswered", code: "Timeout", message: "" };
    const ids = (which: (video: Video) => boolean) =>
      batch.filter((item) => which(this.video(item))).map((item) => item.videoId);
    const trusted = step.answer === "trusted";
    const nonExist = ids((video) => !video.exists);
    return {
      kind: "answered",
      data: {
        accepted: ids((video) => video.exists && !video.needsForce),
        nonExist: trusted ? nonExist : [...nonExist, FOREIGN],
        unRemoveable: ids((video) => video.exists && video.needsForce),
        trusted,
      },
    };
  }

  private look(sees: Extract<Step, { do: "look" }>["sees"]) {
    for (const item of this.items) {
      if (item.checkAt === null || item.checkAt > this.now) continue;
      if (item.outcome !== "accepted" && item.outcome !== "unknown") {
        throw new Error(`${item.outcome} has a look due`);
      }
      const { outcome, maybeSent, sends, checks, presentLooks } = item;
      const effect = afterReadback(
        outcome === "accepted"
          ? { outcome, checks, acceptedAt: new Date(item.acceptedAt), askableSince: null }
          : {
              outcome,
              checks,
              presentLooks,
              maybeSent,
              sends,
              sentAt: new Date(item.sentAt),
              mayResend: !this.cancelled,
              namedUnremovable: item.namedUnremovable,
              askableSince: null,
            },
        sees === "all" ? this.see(item) : sees,
        new Date(this.now),
        timing,
      );
      this.move(item, effect.outcome, "readback");
      item.checks = effect.checks;
      item.presentLooks = effect.presentLooks;
      item.checkAt = effect.checkInMs === null ? null : this.now + effect.checkInMs;
    }
  }

  private see(item: Item): Readback {
    const { exists, goneAt, lagMs, vanishes } = this.video(item);
    if (!exists) return "missing-video";
    if (goneAt === null || goneAt + lagMs > this.now) return "present";
    return vanishes ? "missing-video" : "gone";
  }

  private check() {
    const tallies = this.items.map(({ outcome }) => ({ outcome, count: 1, bytes: 0 }));
    expect(sumsUp(tallies, this.videos.length)).toBe(true);
    for (const item of this.items) {
      const waits = item.outcome === "accepted" || (item.outcome === "unknown" && item.checkAt !== null);
      expect(item.checkAt !== null, `${item.outcome}: a look is due`).toBe(waits);
    }
  }
}

const anyVideo: fc.Arbitrary<Video> = fc.record({
  exists: fc.oneof({ arbitrary: fc.constant(true), weight: 5 }, { arbitrary: fc.constant(false), weight: 1 }),
  needsForce: fc.oneof(
    { arbitrary: fc.constant(false), weight: 3 },
    { arbitrary: fc.constant(true), weight: 1 },
  ),
  stubborn: fc.oneof(
    { arbitrary: fc.constant(false), weight: 5 },
    { arbitrary: fc.constant(true), weight: 1 },
  ),
  vanishes: fc.boolean(),
  lagMs: fc.nat(timing.readbackLagMs),
  goneAt: fc.constant(null),
});
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      size: fc.integer({ min: 1, max: 4 }),
      answer: fc.constantFrom<AnswerKind>(
        "trusted",
        "untrusted",
        "lost",
        "crash",
        "not-found",
        "throttled",
        "poison",
      ),
      takesEffect: fc.boolean(),
      // A call may take effect as late as its timeout and the grace allow.
      effectAfterMs: fc.nat(reconcileDelay(timing)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("look" as const),
      sees: fc.constantFrom("all" as const, "unreadable" as const, "not-asked" as const),
    }),
  },
  {
    weight: 5,
    // Some so long that the deadline passes between two looks.
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.oneof(fc.nat(lagHorizon(timing)), fc.nat(timing.verifyDeadlineMs)),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "cancel" as const }) },
);
const anyRun = fc.tuple(
  fc.array(anyVideo, { minLength: 1, maxLength: 8 }),
  fc.array(anyStep, { maxLength: 60, size: "max" }),
);

function play([videos, steps]: [Video[], Step[]]): Run {
  const run = new Run(videos.map((video) => ({ ...video })));
  for (const step of steps) run.take(step);
  run.finish();
  return run;
}

describe("any interleaving of answers, crashes, looks and cancels", () => {
  it("leaves every item in exactly one outcome that is an end", () => {
    fc.assert(
      fc.property(anyRun, (script) => {
        const { items } = play(script);
        for (const item of items) {
          expect(isFinal({ outcome: item.outcome, checkDue: item.checkAt !== null })).toBe(true);
          expect(END_OUTCOMES as readonly Outcome[]).toContain(item.outcome);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never claims what is not so", () => {
    fc.assert(
      fc.property(anyRun, (script) => {
        const { items, videos } = play(script);
        for (const [index, item] of items.entries()) {
          const video = videos[index];
          if (!video) throw new Error("a video for every item");
          const sourceThere = video.exists && video.goneAt === null;
          switch (item.outcome) {
            case "verified":
              expect(sourceThere).toBe(false);
              break;
            case "missing":
              expect(video.exists).toBe(false);
              break;
            case "unremovable":
              expect(sourceThere && video.needsForce).toBe(true);
              break;
            case "still-present":
              expect(sourceThere && video.stubborn).toBe(true);
              break;
            case "failed":
            case "not-sent":
              expect(video.goneAt).toBeNull();
              break;
            default:
              expect(["unverified", "unknown"]).toContain(item.outcome);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("sends nothing any more after a cancel", () => {
    fc.assert(
      fc.property(anyRun, ([videos, steps]) => {
        const run = new Run(videos.map((video) => ({ ...video })));
        for (const step of steps) run.take(step);
        run.take({ do: "cancel" });
        const sends = run.items.map((item) => item.sends);
        run.finish();
        expect(run.items.map((item) => item.sends)).toEqual(sends);
      }),
      { numRuns: 200 },
    );
  });
});
