import path from "node:path";
import { z } from "zod";

/** An environment variable that is absent or blank counts as not set. */
const unset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const text = z.preprocess(unset, z.string().trim().optional());
const number = (fallback: number, min: number, max: number) => {
  const error = `must be a number from ${min} to ${max}`;
  return z.preprocess(unset, z.coerce.number({ error }).min(min, error).max(max, error).default(fallback));
};

const schema = z.object({
  /** Set: live. Ambient credentials alone never enter live. */
  VOD_REGION: text,
  /** Overrides the region's endpoint; scheme allowed (`http://127.0.0.1:4010`). */
  VOD_ENDPOINT: text,
  /** Where the sandbox listens; set by `npm start`. */
  SANDBOX_URL: text,
  DATABASE_URL: text,
  DATA_DIR: text,
  CONSOLE_ROLE: z.preprocess(unset, z.enum(["all", "web", "worker"]).default("all")),
  /** The address people open; cookies are Secure when it is https. */
  NEXTAUTH_URL: text,
  NEXTAUTH_SECRET: text,

  /** Undocumented by VOD, so switches. Calls per second. */
  RATE_DELETE: number(40, 0.1, 1000),
  RATE_INSPECT: number(40, 0.1, 1000),
  RATE_SEARCH: number(20, 0.1, 1000),

  /** From one sync of what is new or changed to the next, and from one full sync to the next. */
  SYNC_EVERY_MINUTES: number(15, 1, 1440),
  FULL_SYNC_EVERY_HOURS: number(24, 1, 720),
  /** Fill in the state of every source, and look again after so many days. */
  LOOK_AT_SOURCES: z.preprocess(unset, z.enum(["on", "off"]).default("on")),
  SOURCES_OLD_AFTER_DAYS: number(30, 1, 3650),

  REQUEST_TIMEOUT_MS: number(7000, 100, 7900),
  COUNTDOWN_MS: number(10_000, 0, 600_000),
  /** Wait after a call may still be at work, beyond its timeout, before it is read back. */
  RECONCILE_GRACE_MS: number(3000, 0, 600_000),
  /** A read-back may lag this long behind a deletion (undocumented). */
  READBACK_LAG_MS: number(30_000, 0, 3_600_000),
  /** First read-back after an accepted deletion; later ones wait longer and longer. */
  VERIFY_DELAY_MS: number(2000, 0, 3_600_000),
  /** After this, "still there" is an outcome. */
  VERIFY_DEADLINE_MS: number(900_000, 1000, 86_400_000),
});

const LIVE_REGION = /^[a-z]{2}-[a-z]+(-\d+)*(-gov-\d+)?$/;

/**
 * Reads and checks the settings that come from the process environment.
 *
 * @throws Error with one sentence per variable that is wrong; nothing has been started by then.
 */
export function readEnv(source: Record<string, string | undefined>) {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The console was not started. Mend these variables: ${lines.join("; ")}`);
  }
  const e = parsed.data;
  if (e.VOD_REGION && !LIVE_REGION.test(e.VOD_REGION)) {
    throw new Error(
      `The console was not started: VOD_REGION=${e.VOD_REGION} is not a region id such as cn-shanghai.`,
    );
  }
  if (e.CONSOLE_ROLE !== "all" && e.DATABASE_URL === undefined) {
    throw new Error(
      `The console was not started: CONSOLE_ROLE=${e.CONSOLE_ROLE} needs DATABASE_URL. The embedded store has one process, which is web and worker.`,
    );
  }
  const dataDir = path.resolve(/* turbopackIgnore: true */ e.DATA_DIR ?? ".data");
  return {
    vod: e.VOD_REGION
      ? ({ kind: "live", region: e.VOD_REGION, endpoint: e.VOD_ENDPOINT ?? null } as const)
      : ({
          kind: "sandbox",
          region: "cn-shanghai",
          endpoint: e.SANDBOX_URL ?? "http://127.0.0.1:4010",
        } as const),
    databaseUrl: e.DATABASE_URL ?? null,
    dataDir,
    role: e.CONSOLE_ROLE,
    publicUrl: e.NEXTAUTH_URL ?? null,
    authSecret: e.NEXTAUTH_SECRET ?? null,
    rates: { delete: e.RATE_DELETE, inspect: e.RATE_INSPECT, search: e.RATE_SEARCH },
    catalog: {
      syncEveryMs: e.SYNC_EVERY_MINUTES * 60_000,
      fullEveryMs: e.FULL_SYNC_EVERY_HOURS * 3_600_000,
      lookAtSources: e.LOOK_AT_SOURCES === "on",
      sourcesOldAfterMs: e.SOURCES_OLD_AFTER_DAYS * 86_400_000,
    },
    timing: {
      requestTimeoutMs: e.REQUEST_TIMEOUT_MS,
      countdownMs: e.COUNTDOWN_MS,
      reconcileGraceMs: e.RECONCILE_GRACE_MS,
      readbackLagMs: e.READBACK_LAG_MS,
      verifyDelayMs: e.VERIFY_DELAY_MS,
      verifyDeadlineMs: e.VERIFY_DEADLINE_MS,
    },
  };
}

export type Env = ReturnType<typeof readEnv>;

/** What VOD documents for DeleteMezzanines, calls per second and account (vod-api.md §1.6). */
const DOCUMENTED_RATE_DELETE = 50;

/**
 * Settings that are taken, but that a person should have meant, one sentence each.
 *
 * A rate above the documented one is not refused: the vendor raises limits by account, which nobody can ask
 * VOD about, and what is above the limit is turned away before anything happens.
 */
export function doubtsAbout({ rates }: Pick<Env, "rates">): string[] {
  if (rates.delete <= DOCUMENTED_RATE_DELETE) return [];
  return [
    `RATE_DELETE=${rates.delete} is above the ${DOCUMENTED_RATE_DELETE} calls a second that VOD documents for DeleteMezzanines. ` +
      "Unless the vendor has raised the limit of this account, VOD turns the rest away, and every other caller of the account with it.",
  ];
}

let cached: Env | undefined;

/** The process's settings, read once. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}
