import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { record, SYSTEM } from "../audit/record.ts";
import { users } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { env } from "../env.ts";
import { log } from "../log.ts";
import { hashPassword } from "./password.ts";
import type { Role } from "./roles.ts";

export type DemoAccount = { username: string; name: string; role: Role; password: string };

/** Printed at start and shown on the sign-in page of the sandbox. They exist nowhere else. */
export const DEMO_ACCOUNTS = [
  { username: "viewer", name: "Vera Viewer", role: "viewer", password: "look-but-keep" },
  { username: "operator", name: "Otto Operator", role: "operator", password: "delete-with-care" },
  { username: "admin", name: "Ada Admin", role: "admin", password: "keep-what-matters" },
] as const satisfies readonly DemoAccount[];

/**
 * Called at every start, before anyone can sign in. In the sandbox the demo accounts are there and enabled;
 * anywhere else those that a database brought along are disabled, which ends their sessions too. A name that
 * somebody's own account has is left to them.
 */
export async function ensureDemoAccounts(db: Db, kind: "sandbox" | "live" = env().vod.kind): Promise<void> {
  if (kind !== "sandbox") return disableDemoAccounts(db);
  const rows = await Promise.all(
    DEMO_ACCOUNTS.map(async ({ password, ...account }) => ({
      ...account,
      passwordHash: await hashPassword(password),
    })),
  );
  for (const row of rows) {
    const { username, ...current } = row;
    const kept = await db
      .insert(users)
      .values({ id: randomUUID(), username, demo: true, ...current })
      .onConflictDoUpdate({
        target: users.username,
        set: { ...current, disabledAt: null },
        setWhere: eq(users.demo, true),
      })
      .returning({ id: users.id });
    if (kept.length === 0) log.warn({ username }, "the name of a demo account is somebody's own");
  }
}

async function disableDemoAccounts(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const disabled = await tx
      .update(users)
      .set({ disabledAt: new Date() })
      .where(and(eq(users.demo, true), isNull(users.disabledAt)))
      .returning({ id: users.id, username: users.username });
    for (const user of disabled) {
      await record(tx, {
        environmentId: null,
        actor: SYSTEM,
        action: "user.disable",
        subjectType: "user",
        subjectId: user.id,
        detail: { username: user.username, reason: "demo account outside the sandbox" },
      });
    }
  });
}
