import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { record, SYSTEM } from "../audit/record.ts";
import { users } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { log } from "../log.ts";
import { hashPassword } from "./password.ts";
import { normalizeUsername } from "./username.ts";

const blank = (value: unknown) => (value === "" ? undefined : value);
const schema = z.object({
  ADMIN_USERNAME: z.preprocess(
    blank,
    z.string().transform(normalizeUsername).pipe(z.string().min(1).max(100)).optional(),
  ),
  ADMIN_PASSWORD: z.preprocess(blank, z.string().min(12).max(1000).optional()),
  ADMIN_PASSWORD_HASH: z.preprocess(blank, z.string().startsWith("$argon2id$").optional()),
});

/**
 * Lets the first person in where there are no demo accounts. While no enabled account other than demo
 * accounts exists, an admin is made from `ADMIN_USERNAME` and `ADMIN_PASSWORD_HASH` (argon2id, PHC form) or
 * `ADMIN_PASSWORD` (12 characters or more). Later starts ignore these variables; take them away then.
 *
 * An account that was disabled is not revived by them.
 *
 * @throws Error with one sentence when a variable is wrong
 */
export async function ensureFirstAdmin(
  db: Db,
  source: Record<string, string | undefined> = process.env,
): Promise<void> {
  const [someone] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.demo, false), isNull(users.disabledAt)))
    .limit(1);
  if (someone) return;

  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    // Zod names the variable and the rule; it does not repeat the value.
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The first administrator was not created. Mend these variables: ${lines.join("; ")}`);
  }
  const { ADMIN_USERNAME: username, ADMIN_PASSWORD: password, ADMIN_PASSWORD_HASH } = parsed.data;
  if (!username) return;
  const passwordHash =
    ADMIN_PASSWORD_HASH ?? (password === undefined ? undefined : await hashPassword(password));
  if (passwordHash === undefined) {
    throw new Error(
      "The first administrator was not created: ADMIN_USERNAME is set, but neither ADMIN_PASSWORD_HASH nor ADMIN_PASSWORD.",
    );
  }
  await db.transaction(async (tx) => {
    const [made] = await tx
      .insert(users)
      .values({ id: randomUUID(), username, name: username, role: "admin", passwordHash })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (!made) {
      log.error(
        { username },
        "the first administrator was not created: a demo or disabled account has that name",
      );
      return;
    }
    await record(tx, {
      environmentId: null,
      actor: SYSTEM,
      action: "user.create",
      subjectType: "user",
      subjectId: made.id,
      detail: { username, role: "admin" },
    });
  });
}
