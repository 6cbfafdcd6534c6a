import { lagHorizon, nextCheckDelay, type Timing } from "./next-check-delay.ts";
import type { NotSentReason, Outcome } from "./types.ts";

/**
 * What a look at an item shows of its source. `unreadable` proves nothing; `not-asked` is no look at all: VOD
 * refused or reached nobody, whatever the ids (obstacle.ts).
 */
export type Readback = "gone" | "present" | "missing-video" | "unreadable" | "not-asked";

/** Looks in a row, past the lag horizon, after which *still present* is believed of a lost call. */
export const PRESENT_LOOKS_NEEDED = 2;

/**
 * After this many calls without an answer, an item that is still present fails by itself. By then the
 * halving of its batches (plan-batches.ts) has left it alone, so it drags no other item down with it.
 */
export const MAX_SENDS = 8;

/**
 * Looks that must have been taken before one that cannot be read is the last. After a long standstill the first
 * look comes past every deadline, and one bad answer is not *cannot be read to the end*.
 */
export const LOOKS_NEEDED = 3;

/** So soon an item is due again that could not be asked about; how often VOD is tried is the driver's affair. */
const NOT_ASKED_DELAY_MS = 10_000;

/** Statuses of a source that lies there, or is arriving. Any other says nothing (vod-api.md §2.5). */
const PRESENT_STATUSES = new Set(["Normal", "Uploading"]);

/**
 * What an inspection (BatchGetMediaInfos) proves. Gone is only an explicit `Deleted`, or the video not
 * existing; an answer without MezzanineInfo, a forbidden or an absent id proves nothing (design §8), and
 * GetMezzanineInfo may be asked instead.
 */
export function readbackOf(
  look:
    | { found: "present"; mezzanine: { status: string | null } | null }
    | { found: "missing" | "forbidden" | "absent" },
): Readback {
  if (look.found === "missing") return "missing-video";
  if (look.found !== "present") return "unreadable";
  const status = look.mezzanine?.status ?? null;
  if (status === "Deleted") return "gone";
  return status !== null && PRESENT_STATUSES.has(status) ? "present" : "unreadable";
}

/** What GetMezzanineInfo proves (§2.5). */
export function readbackOfMezzanine(
  mezzanine: { state: "gone" | "missing" } | { state: "present"; status: string },
): Readback {
  if (mezzanine.state !== "present") return mezzanine.state === "gone" ? "gone" : "missing-video";
  return PRESENT_STATUSES.has(mezzanine.status) ? "present" : "unreadable";
}

type Look = Exclude<Readback, "not-asked">;

type Looked = {
  /** Looks taken since the last send, this one not counted. */
  checks: number;
  /** Before this VOD could not be asked; null when it always could. */
  askableSince: Date | null;
};

export type ItemReadBack =
  | (Looked & { outcome: "accepted"; acceptedAt: Date })
  | (Looked & {
      outcome: "unknown";
      maybeSent: boolean;
      /** When the last delete call about it left. */
      sentAt: Date;
      presentLooks: number;
      /** Delete calls about it so far. */
      sends: number;
      /** False once the deletion is cancelled: then nothing is sent again. */
      mayResend: boolean;
      /** The last answer, a trusted one, named it as not removable (NAMED_UNREMOVABLE). */
      namedUnremovable: boolean;
    });

export type ReadbackEffect = {
  outcome: Extract<
    Outcome,
    | "accepted"
    | "unknown"
    | "verified"
    | "unverified"
    | "still-present"
    | "missing"
    | "unremovable"
    | "pending"
    | "not-sent"
    | "failed"
  >;
  notSentReason: NotSentReason | null;
  checks: number;
  presentLooks: number;
  /** From `now` to the next look; null when none is due, which ends every outcome but `pending`. */
  checkInMs: number | null;
};

/**
 * Says what a read-back makes of an item (design §8).
 *
 * Accepted: gone verifies it; so does the video not existing. Anything else is looked at again, less and
 * less often, until a deadline counted from the acceptance makes it *still-present*, or *unverified* where
 * the look at the deadline could not be read.
 *
 * Unknown: gone verifies it. The video not existing does too if a call may have reached it, and otherwise
 * makes it *missing*. Present counts only past the lag horizon, and two such looks in a row bring it back
 * to pending, or make it *unremovable* where VOD had named it so: sent again it would only be named again.
 * Unreadable until the deadline leaves it unknown for good.
 *
 * What could not be asked for a cause that lies with no id stays as it is, past any deadline: that VOD was out
 * of reach, or refused the account, is no outcome of an item. Its time to be read begins when VOD can be asked.
 */
export function afterReadback(item: ItemReadBack, seen: Readback, now: Date, timing: Timing): ReadbackEffect {
  if (seen === "not-asked") return notAsked(item, timing);
  return item.outcome === "accepted" ? verify(item, seen, now, timing) : reconcile(item, seen, now, timing);
}

function notAsked(item: ItemReadBack, timing: Timing): ReadbackEffect {
  const checkInMs = Math.min(NOT_ASKED_DELAY_MS, nextCheckDelay(item.checks + 1, timing));
  const presentLooks = item.outcome === "unknown" ? item.presentLooks : 0;
  return { outcome: item.outcome, notSentReason: null, checks: item.checks, presentLooks, checkInMs };
}

function verify(
  item: Extract<ItemReadBack, { outcome: "accepted" }>,
  seen: Look,
  now: Date,
  timing: Timing,
): ReadbackEffect {
  if (seen === "gone" || seen === "missing-video") return end(item, "verified");
  const since = seen === "present" ? item.acceptedAt : readableSince(item, item.acceptedAt);
  const leftMs = since.getTime() + timing.verifyDeadlineMs - now.getTime();
  const delayMs = nextCheckDelay(item.checks + 1, timing);
  if (leftMs <= 0 && seen === "present") return end(item, "still-present");
  if (leftMs <= 0 && item.checks + 1 >= LOOKS_NEEDED) return end(item, "unverified");
  return again(item, "accepted", 0, leftMs > 0 ? Math.min(leftMs, delayMs) : delayMs);
}

function reconcile(
  item: Extract<ItemReadBack, { outcome: "unknown" }>,
  seen: Look,
  now: Date,
  timing: Timing,
): ReadbackEffect {
  if (seen === "gone") return end(item, "verified");
  if (seen === "missing-video") return end(item, item.maybeSent ? "verified" : "missing");

  const sinceSendMs = now.getTime() - item.sentAt.getTime();
  const horizonMs = lagHorizon(timing);
  const delayMs = nextCheckDelay(item.checks + 1, timing);
  if (seen === "unreadable") {
    // An unreadable look breaks a row of present ones.
    const readableMs = now.getTime() - readableSince(item, item.sentAt).getTime();
    const leftMs = Math.max(horizonMs, timing.verifyDeadlineMs) - readableMs;
    if (leftMs <= 0 && item.checks + 1 >= LOOKS_NEEDED) return end(item, "unknown");
    return again(item, "unknown", 0, leftMs > 0 ? Math.min(leftMs, delayMs) : delayMs);
  }
  if (sinceSendMs < horizonMs) {
    return again(item, "unknown", 0, Math.min(horizonMs - sinceSendMs, delayMs));
  }
  const presentLooks = item.presentLooks + 1;
  if (presentLooks < PRESENT_LOOKS_NEEDED) return again(item, "unknown", presentLooks, delayMs);
  // VOD refused it and it is there, past any lag: the earlier call had no part in that answer.
  if (item.namedUnremovable) return end(item, "unremovable");
  if (!item.mayResend) return { ...end(item, "not-sent"), notSentReason: "cancelled" };
  return end(item, item.sends >= MAX_SENDS ? "failed" : "pending");
}

function readableSince({ askableSince }: Looked, since: Date): Date {
  return askableSince && askableSince > since ? askableSince : since;
}

function end(item: Looked, outcome: ReadbackEffect["outcome"]): ReadbackEffect {
  return { outcome, notSentReason: null, checks: item.checks + 1, presentLooks: 0, checkInMs: null };
}

function again(
  item: Looked,
  outcome: "accepted" | "unknown",
  presentLooks: number,
  checkInMs: number,
): ReadbackEffect {
  return { outcome, notSentReason: null, checks: item.checks + 1, presentLooks, checkInMs };
}
