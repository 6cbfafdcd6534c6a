import { and, desc, eq } from "drizzle-orm";
import { environments } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import type { Env } from "../env.ts";
import { log } from "../log.ts";
import type { VodClient } from "../vod/types.ts";

/** One account, region and endpoint; what is planned in one is never sent to another. */
export type Environment = {
  id: string;
  kind: "sandbox" | "live";
  accountId: string;
  region: string;
  endpoint: string;
};

/** VOD did not say whose account this is. The message carries VOD's own text, and no secret. */
export class NoEnvironment extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "NoEnvironment";
    this.code = code;
  }
}

/**
 * Asks VOD whose account this is and finds or makes its row.
 *
 * @throws NoEnvironment when VOD refuses (credentials, clock, permission) or does not answer: without the
 *   account's identity nothing stored can be told to belong to it, so nothing is opened
 * @throws Error when the database knows this account, region and endpoint as the other kind
 */
export async function establishEnvironment(db: Db, env: Env, vod: VodClient): Promise<Environment> {
  const caller = await vod.callerIdentity();
  if (caller.kind !== "answered") {
    throw new NoEnvironment(
      caller.code,
      `VOD did not say whose account this is (${caller.code}: ${caller.message}). Nothing was read or deleted. ` +
        "Check credentials, region, network and the clock of this machine; the console tries again by itself.",
    );
  }
  const { kind, region } = env.vod;
  // The sandbox's port changes from start to start; its library does not.
  const endpoint = kind === "sandbox" ? "sandbox" : (env.vod.endpoint ?? `vod.${region}.aliyuncs.com`);
  const identity = { kind, accountId: caller.data.accountId, region, endpoint };
  const id = `${kind}-${identity.accountId}-${region}${env.vod.kind === "live" && env.vod.endpoint ? `-${env.vod.endpoint}` : ""}`;
  await db
    .insert(environments)
    .values({ id, ...identity })
    .onConflictDoNothing();
  const [row] = await db
    .select()
    .from(environments)
    .where(
      and(
        eq(environments.accountId, identity.accountId),
        eq(environments.region, region),
        eq(environments.endpoint, endpoint),
      ),
    )
    .orderBy(desc(environments.createdAt))
    .limit(1);
  if (!row || row.kind !== kind) {
    throw new Error(
      `The database already knows account ${identity.accountId} in ${region} as ${row?.kind ?? "nothing"}, not as ${kind}. ` +
        "Nothing was opened: use another database or data folder for this environment.",
    );
  }
  log.info({ environment: row.id, kind }, "environment established");
  return { id: row.id, kind: row.kind, accountId: row.accountId, region: row.region, endpoint: row.endpoint };
}
