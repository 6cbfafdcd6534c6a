import { z } from "zod";
import { videoPatchSchema } from "./video.ts";

const common = {
  /** An operation's name, or `*` for any. */
  action: z.string().default("*"),
  /** How many requests it strikes; without it and without `always`, one. */
  times: z.number().int().positive().optional(),
  always: z.boolean().optional(),
  probability: z.number().min(0).max(1).optional(),
  match: z
    .strictObject({
      /** Only requests that name one of these ids. */
      anyId: z.array(z.string()).optional(),
      /** Only the n-th request (1-based) that fits the rest, counted since the rule was set. */
      nth: z.number().int().positive().optional(),
      /** Only deletions with this Force. */
      force: z.boolean().optional(),
    })
    .optional(),
};
/** `after`: the operation takes effect first, and then this is answered. */
const when = z.enum(["before", "after"]).default("before");
const ms = z.union([z.number().min(0), z.tuple([z.number().min(0), z.number().min(0)])]);

/** What can go wrong on demand. Rules are looked at in their order; all that fit strike. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** Waits before the operation: a number, or a range that is drawn from evenly. */
  z.strictObject({ ...common, kind: z.literal("latency"), ms }),
  z.strictObject({
    ...common,
    kind: z.literal("throttle"),
    retryAfterMs: z.number().int().positive().optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("error"),
    code: z.string(),
    status: z.number().int().min(400).max(599),
    message: z.string().optional(),
    when,
  }),
  z.strictObject({
    ...common,
    kind: z.literal("status5xx"),
    status: z.number().int().min(500).max(599).default(500),
    when,
  }),
  /** A proxy's page instead of an answer. */
  z.strictObject({ ...common, kind: z.literal("html502"), when }),
  /**
   * The answer stops in the middle; the deletion took effect. `clean` ends it as if it were whole, else the
   * connection breaks off before the announced length.
   */
  z.strictObject({ ...common, kind: z.literal("cutBody"), clean: z.boolean().default(false) }),
  /** No answer ever; the connection stays open. Before: nothing happens. After: it took effect. */
  z.strictObject({ ...common, kind: z.literal("hangBefore") }),
  z.strictObject({ ...common, kind: z.literal("hangAfter") }),
  /** The connection is reset. */
  z.strictObject({ ...common, kind: z.literal("resetBefore") }),
  z.strictObject({ ...common, kind: z.literal("resetAfter") }),
  /** Says that it deleted, and does not. `ids` limits it to these. */
  z.strictObject({
    ...common,
    kind: z.literal("acceptWithoutDeleting"),
    ids: z.array(z.string()).optional(),
  }),
  /** Reads show what this request deletes only so many ms later. */
  z.strictObject({ ...common, kind: z.literal("readLag"), ms: z.number().min(0) }),
  /** The answer names an id that was not asked for. */
  z.strictObject({
    ...common,
    kind: z.literal("foreignId"),
    id: z.string().default("ffffffffffffffffffffffffffffffff"),
    list: z.enum(["NonExistVideoIds", "UnRemoveableVideoIds"]).default("UnRemoveableVideoIds"),
  }),
  /** The first id asked for stands in both lists of the answer. */
  z.strictObject({ ...common, kind: z.literal("idInTwoLists") }),
  /** The answer trickles, a few bytes at a time, over so many ms. */
  z.strictObject({ ...common, kind: z.literal("slow"), ms: z.number().min(0) }),
  /** Exactly this answer. */
  z.strictObject({
    ...common,
    kind: z.literal("answer"),
    status: z.number().int().default(200),
    contentType: z.string().default("application/json;charset=utf-8"),
    body: z.string(),
    when,
  }),
  /** Videos change between two looks: right before or after the request is worked on. */
  z.strictObject({
    ...common,
    kind: z.literal("change"),
    ids: z.array(z.string()),
    patch: videoPatchSchema,
    when,
  }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type FaultKind = Fault["kind"];

export type FaultSubject = { action: string; ids: readonly string[]; force: boolean };
type Rule = { fault: Fault; left: number; fitting: number };

/** The rules in force. */
export function faultRules(random: () => number) {
  let rules: Rule[] = [];

  const fits = (rule: Rule, subject: FaultSubject): boolean => {
    const { fault } = rule;
    if (fault.action !== "*" && fault.action !== subject.action) return false;
    const match = fault.match;
    if (match?.force !== undefined && match.force !== subject.force) return false;
    if (match?.anyId && !match.anyId.some((id) => subject.ids.includes(id))) return false;
    rule.fitting += 1;
    if (match?.nth !== undefined && match.nth !== rule.fitting) return false;
    return fault.probability === undefined || random() < fault.probability;
  };

  return {
    add(faults: readonly Fault[]): void {
      for (const fault of faults) {
        rules.push({ fault, left: fault.always ? Number.POSITIVE_INFINITY : (fault.times ?? 1), fitting: 0 });
      }
    },
    clear(): void {
      rules = [];
    },
    list: (): Fault[] =>
      rules.map(({ fault, left }) => ({ ...fault, ...(Number.isFinite(left) && { times: left }) })),
    /** The faults that strike this request; each counts as used. */
    strike(subject: FaultSubject): Fault[] {
      const struck = rules.filter((rule) => fits(rule, subject));
      for (const rule of struck) rule.left -= 1;
      rules = rules.filter((rule) => rule.left > 0);
      return struck.map((rule) => rule.fault);
    },
    drawMs: (range: number | [number, number]): number =>
      typeof range === "number" ? range : range[0] + random() * (range[1] - range[0]),
  };
}
