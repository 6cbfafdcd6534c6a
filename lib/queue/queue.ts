import { sql } from "drizzle-orm";
import { type ConstructorOptions, type Job, PgBoss } from "pg-boss";
import type { Store } from "../db/types.ts";
import { log } from "../log.ts";
import { JOB_NAMES, JOBS, type JobName, type Payload } from "./jobs.ts";

export type { JobName, Payload } from "./jobs.ts";

export type Queue = {
  /**
   * Wakes a worker for what `payload` names. There is at most one job for the same thing at a time: sent
   * while one waits, it makes that one due no later than this one; sent while one is being worked, it is
   * worked once more afterwards, so that nothing that changed in between is missed.
   */
  send<N extends JobName>(name: N, payload: Payload<N>, options?: { startAfter?: Date }): Promise<void>;
  /**
   * Works jobs of one name in this process, `concurrency` at a time. `signal` aborts when the queue stops and
   * when this worker has lost its claim. A handler that throws is run again a second later, for as long as it
   * takes; one that ends after the queue was stopped counts as not finished.
   */
  work<N extends JobName>(
    name: N,
    options: { concurrency: number },
    handler: (payload: Payload<N>, signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
  /**
   * Makes every job that is active due again, and says how many. Only for a store with one owner, before it
   * works anything: what is active then belongs to a process that is gone.
   */
  reclaimActive(): Promise<number>;
  /** Takes nothing new, tells the handlers to stop and gives them `drainMs` to end. The store stays open. */
  stop(options: { drainMs: number }): Promise<void>;
};

/** A heartbeat every 3 s; 10 s without one (pg-boss's least) and a look every 5 s: taken over within 20 s. */
const HEARTBEAT_SECONDS = 10;
const HEARTBEAT_REFRESH_SECONDS = 3;
const LOOK_SECONDS = 5;
/** The longest that pg-boss allows. A run that is longer is cut here and goes on as its next try. */
const EXPIRE_SECONDS = 24 * 60 * 60;
const KEEP_FINISHED_SECONDS = 60 * 60;
const POLL_SECONDS = 1;
const SEND_TRIES = 5;
/** Any number that nothing else in the database locks: "mezq" in ASCII. */
const START_LOCK = 0x6d_65_7a_71;

/**
 * Opens the queue, pg-boss over the store's own connections, in the schema `pgboss`, which it makes and
 * migrates itself.
 */
export async function openQueue(store: Store): Promise<Queue> {
  const boss = new PgBoss(bossOptions(store));
  boss.on("error", (error) => log.error({ err: error }, "the queue met an error"));
  boss.on("warning", (warning) => log.warn({ warning }, "the queue warns"));
  await oneAtATime(store, async () => {
    await boss.start();
    for (const name of JOB_NAMES) await prepareQueue(boss, store, name);
  });
  const stopping = new AbortController();
  const workers: { name: JobName; id: string }[] = [];

  /** Polling would find it too; this process need not wait for that. */
  const wake = (name: JobName) => {
    for (const worker of workers) if (worker.name === name) boss.notifyWorker(worker.id);
  };

  async function send<N extends JobName>(name: N, payload: Payload<N>, options: { startAfter?: Date } = {}) {
    const singletonKey = keyOf(name, payload);
    // Without the option the database's clock decides; a clock ahead of it would delay the job.
    const due = options.startAfter ? { startAfter: options.startAfter } : {};
    for (let tries = 0; tries < SEND_TRIES; tries += 1) {
      if (await boss.send(name, payload, { singletonKey, ...due })) return wake(name);
      if (await mergeInto(store, name, singletonKey, options.startAfter ?? null)) return wake(name);
      // The job that was in the way has ended between the two statements.
    }
    throw new Error(`The job ${name} ${singletonKey} could not be sent.`);
  }

  async function workOne<N extends JobName>(
    name: N,
    job: Job<unknown>,
    handler: (payload: Payload<N>, signal: AbortSignal) => Promise<void>,
  ) {
    const parsed = JOBS[name].payload.safeParse(job.data);
    if (!parsed.success) {
      log.error(
        { job: name, id: job.id },
        "a job of another version was dropped: its payload is not understood",
      );
      return;
    }
    // The schema that parsed it is the one that Payload<N> is inferred from.
    const payload = parsed.data as Payload<N>;
    try {
      await handler(payload, AbortSignal.any([job.signal, stopping.signal]));
    } catch (error) {
      log.error({ job: name, id: job.id, err: error }, "a job failed and is tried again");
      throw error;
    }
    if (stopping.signal.aborted) throw new Error("The worker stopped before the job was done.");
    await boss.complete(name, job.id);
    if (await wasSentAgain(store, job.id)) await send(name, payload);
  }

  return {
    send,
    async work(name, { concurrency }, handler) {
      const options = {
        localConcurrency: concurrency,
        pollingIntervalSeconds: POLL_SECONDS,
        heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
      };
      const id = await boss.work(name, options, async (jobs: Job<unknown>[]) => {
        for (const job of jobs) await workOne(name, job, handler);
      });
      workers.push({ name, id });
    },
    reclaimActive: () => reclaimActive(store),
    async stop({ drainMs }) {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: drainMs });
    },
  };
}

/**
 * pg-boss locks while it makes its schema, but a second instance that waited for that lock may still fail: it
 * looks the schema up in a cache that is older than its wait. So instances start one after the other.
 */
async function oneAtATime(store: Store, start: () => Promise<void>): Promise<void> {
  // The embedded store has one owner, and one session, in which the start would wait for its own transaction.
  if (store.kind === "pglite") return await start();
  await store.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${START_LOCK})`);
    await start();
  });
}

function bossOptions(store: Store): ConstructorOptions {
  const embedded = store.kind === "pglite";
  return {
    db: { executeSql: store.executeSql },
    backend: embedded ? "pglite" : "postgres",
    // Nothing here runs by the clock; the worker's sweep does.
    schedule: false,
    // The embedded store has one owner, so nobody's job is ever found by its silence.
    superviseIntervalSeconds: embedded ? 60 : LOOK_SECONDS,
    monitorIntervalSeconds: embedded ? 60 : LOOK_SECONDS,
    maintenanceIntervalSeconds: 600,
    // PGlite has no autovacuum to watch; maintain-pglite.ts does that work.
    monitorVacuum: !embedded,
    reindex: !embedded,
  };
}

/** Queues outlive the process, so their settings are written at every start. */
async function prepareQueue(boss: PgBoss, store: Store, name: JobName): Promise<void> {
  const settings = {
    expireInSeconds: EXPIRE_SECONDS,
    deleteAfterSeconds: KEEP_FINISHED_SECONDS,
    // Work is never given up: only a person or the data ends it.
    retryLimit: 1_000_000,
    retryDelay: 1,
    ...(store.kind === "postgres" ? { heartbeatSeconds: HEARTBEAT_SECONDS } : {}),
  };
  await boss.createQueue(name, { policy: "exclusive", ...settings });
  await boss.updateQueue(name, settings);
}

function keyOf<N extends JobName>(name: N, payload: Payload<N>): string {
  // TypeScript does not follow that a job's key takes that same job's payload.
  const key = JOBS[name].key as (payload: Payload<N>) => string;
  return key(payload);
}

/** Hands a send over to the one job that is in its way; false when that one has ended meanwhile. */
async function mergeInto(
  store: Store,
  name: JobName,
  key: string,
  startAfter: Date | null,
): Promise<boolean> {
  const { rows } = await store.executeSql(
    `update pgboss.job set
       start_after = case when state < 'active' then least(start_after, coalesce($3::timestamptz, now())) else start_after end,
       data = case when state = 'active' then data || '{"again": true}'::jsonb else data end
     where name = $1 and singleton_key = $2 and state <= 'active'
     returning id`,
    [name, key, startAfter],
  );
  return rows.length > 0;
}

/** Asked after the job is complete, so that a send either finds it active and is seen here, or makes a new one. */
async function wasSentAgain(store: Store, id: string): Promise<boolean> {
  const { rows } = await store.executeSql("select 1 from pgboss.job where id = $1 and data ? 'again'", [id]);
  return rows.length > 0;
}

async function reclaimActive(store: Store): Promise<number> {
  const { rows } = await store.executeSql(
    "update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null where state = 'active' returning id",
  );
  return rows.length;
}
