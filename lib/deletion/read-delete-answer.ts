import { NOT_REACHED } from "./obstacle.ts";

/** The answer to one delete call, as far as the domain reads it (vod-api.md §1.4, §3.6). */
export type DeleteResult =
  | {
      kind: "answered";
      data: {
        /** Asked for and in no list of the answer. */
        accepted: readonly string[];
        nonExist: readonly string[];
        unRemoveable: readonly string[];
        trusted: boolean;
      };
    }
  | {
      kind: "refused";
      code: string;
      message: string;
      throttled: boolean;
      retryAfterMs: number | null;
      fatal: boolean;
    }
  | { kind: "unanswered"; code: string; message: string };

/** An item of the call. `maybeSent`: an earlier call about it may have taken effect. */
export type SentItem = { videoId: string; maybeSent: boolean };

export type ItemEffect = {
  videoId: string;
  outcome: "accepted" | "unremovable" | "missing" | "unknown" | "failed" | "pending";
  /** To be stored; once true it stays true. */
  maybeSent: boolean;
  /** accepted: to be verified. unknown: to be reconciled before anything about it is sent again. */
  needsReadback: boolean;
  code: string | null;
  message: string | null;
};

/**
 * What becomes of the batch.
 * - `nothing`: every item has its effect.
 * - `again`: nothing happened; send the same batch later.
 * - `pause`: nothing happened, and no call can succeed until a person acts.
 * - `split`: nothing happened; one of the ids may be poison, so halve the batch.
 */
export type BatchEffect =
  | { do: "nothing" }
  | { do: "again"; throttled: boolean; afterMs: number | null }
  | { do: "pause"; code: string; message: string }
  | { do: "split"; code: string; message: string };

export type DeleteReading = { items: ItemEffect[]; batch: BatchEffect };

/**
 * The reason an item carries whose id a trusted list names as not removable while an earlier call about it
 * may have taken effect. With a read-back that finds the source still there, it is believed.
 */
export const NAMED_UNREMOVABLE = {
  code: "UnRemoveableVideoIds",
  message: "VOD named the id as not removable; an earlier call about it may have reached VOD.",
} as const;

/** The whole call says "does not exist"; whether that holds for each id is not documented (§1.6). */
const NOT_FOUND_CODE = "InvalidVideo.NotFound";

/**
 * Reads the answer to a delete call into one effect per item sent, in the order sent.
 *
 * VOD names only what it did not delete. So an id left out of a trusted answer is *accepted*, no more; an
 * id named keeps what its list says. Nothing is concluded about ids that an untrusted answer leaves out
 * (promise 3). About an id with `maybeSent`, a list or a 404 proves nothing either, since our own earlier
 * call may be the reason: it is read back first (promise 6).
 */
export function readDeleteAnswer(items: readonly SentItem[], result: DeleteResult): DeleteReading {
  switch (result.kind) {
    case "answered":
      return { items: items.map((item) => readNamed(item, result.data)), batch: { do: "nothing" } };
    case "unanswered": {
      // A 404 for the whole call says that nothing took effect, so it does not mark items as maybe sent:
      // a read-back that finds no video may then say *does not exist*.
      const mayHaveHappened = result.code !== NOT_FOUND_CODE;
      return {
        items: items.map((item) => unknown(item, item.maybeSent || mayHaveHappened, result)),
        batch: { do: "nothing" },
      };
    }
    case "refused":
      return readRefusal(items, result);
    default:
      return result satisfies never;
  }
}

function readNamed(item: SentItem, data: Extract<DeleteResult, { kind: "answered" }>["data"]): ItemEffect {
  const nonExist = data.nonExist.includes(item.videoId);
  const unRemoveable = data.unRemoveable.includes(item.videoId);
  if (nonExist !== unRemoveable) {
    if (item.maybeSent) return unknown(item, true, unRemoveable && data.trusted ? NAMED_UNREMOVABLE : null);
    return ended(item, nonExist ? "missing" : "unremovable", null);
  }
  // In two lists, or in none of an answer that names ids nobody asked for: it may have been deleted.
  const leftOut = !nonExist && data.accepted.includes(item.videoId);
  if (!data.trusted || !leftOut) return unknown(item, true, null);
  return { ...ended(item, "accepted", null), needsReadback: true };
}

function readRefusal(
  items: readonly SentItem[],
  refusal: Extract<DeleteResult, { kind: "refused" }>,
): DeleteReading {
  const { code, message } = refusal;
  if (code === NOT_FOUND_CODE) {
    return { items: items.map((item) => unknown(item, item.maybeSent, refusal)), batch: { do: "nothing" } };
  }
  const back = items.map((item) => ended(item, "pending", null));
  if (refusal.throttled) {
    return { items: back, batch: { do: "again", throttled: true, afterMs: refusal.retryAfterMs } };
  }
  if (refusal.fatal) return { items: back, batch: { do: "pause", code, message } };
  // One that is marked fatal pauses all the same.
  if (NOT_REACHED.has(code)) {
    return { items: back, batch: { do: "again", throttled: false, afterMs: refusal.retryAfterMs } };
  }
  if (items.length > 1) return { items: back, batch: { do: "split", code, message } };
  return { items: items.map((item) => ended(item, "failed", refusal)), batch: { do: "nothing" } };
}

type Reason = { code: string; message: string } | null;

function unknown(item: SentItem, maybeSent: boolean, reason: Reason): ItemEffect {
  return { ...ended(item, "unknown", reason), maybeSent, needsReadback: true };
}

function ended(item: SentItem, outcome: ItemEffect["outcome"], reason: Reason): ItemEffect {
  return {
    videoId: item.videoId,
    outcome,
    maybeSent: item.maybeSent,
    needsReadback: false,
    code: reason?.code ?? null,
    message: reason?.message ?? null,
  };
}
