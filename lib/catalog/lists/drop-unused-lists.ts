import { and, asc, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { record, SYSTEM } from "../../audit/record.ts";
import { rowsOf } from "../../db/rows.ts";
import { idLists } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import type { ListDeps } from "./list-row.ts";

const UNUSED_DAYS = 30;
/** Lines a statement: the embedded store has one session, and others wait in it. */
const SLICE = 20_000;

/** Takes away the uploaded lists that nobody made a selection in 30 days, with their lines, and says so in the record. */
export async function dropUnusedLists(c: ListDeps, signal: AbortSignal): Promise<void> {
  const old = await c.db
    .select({ id: idLists.id })
    .from(idLists)
    .where(isUnused(c))
    .orderBy(asc(idLists.createdAt));
  for (const { id } of old) {
    while (!signal.aborted && (await c.db.transaction((tx) => dropSlice(c, tx, id))));
  }
}

function isUnused(c: ListDeps, id?: string) {
  return and(
    eq(idLists.environmentId, c.environment.id),
    isNotNull(idLists.source),
    isNull(idLists.usedAt),
    lt(idLists.createdAt, sql`now() - make_interval(days => ${UNUSED_DAYS}::int)`),
    id === undefined ? undefined : eq(idLists.id, id),
  );
}

/** @returns whether there may be more of it */
async function dropSlice(c: ListDeps, tx: Tx, id: string): Promise<boolean> {
  // Held, so that nobody makes it a selection meanwhile; without its seal, nobody can make one of what is left.
  const [row] = await tx.select().from(idLists).where(isUnused(c, id)).for("update");
  if (!row) return false;
  const gone = await rowsOf(
    tx,
    sql`
      delete from id_list_lines where id_list_id = ${id} and no in (
        select no from id_list_lines where id_list_id = ${id} order by no limit ${SLICE})
      returning no
    `,
  );
  if (gone.length === SLICE) {
    await tx.update(idLists).set({ sealedAt: null }).where(eq(idLists.id, id));
    return true;
  }
  await tx.delete(idLists).where(eq(idLists.id, id));
  const { environmentId, name, lineCount, createdBy } = row;
  await record(tx, {
    environmentId,
    actor: SYSTEM,
    action: "list.drop",
    subjectType: "list",
    subjectId: id,
    detail: { name, lines: lineCount, createdBy },
  });
  return false;
}
