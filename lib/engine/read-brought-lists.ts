import { and, eq, inArray } from "drizzle-orm";
import { readFilter } from "../catalog/filter.ts";
import { idLists } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import type { DeletionRow } from "./change-state.ts";

/** A list that somebody brought; no name for what was pasted. */
export type BroughtList = { name: string | null };

/** The lists that these deletions came from, or that their filters name, by the deletion's id. */
export async function readBroughtLists(
  db: Executor,
  rows: readonly Pick<DeletionRow, "id" | "idListId" | "filterText">[],
): Promise<Map<string, BroughtList>> {
  const listIds = new Map(rows.map((row) => [row.id, listIdOf(row)]));
  const wanted = [...new Set(listIds.values())].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const lists = await db
    .select({ id: idLists.id, name: idLists.name })
    .from(idLists)
    .where(and(inArray(idLists.id, wanted), eq(idLists.source, "file")));
  const names = new Map(lists.map(({ id, name }) => [id, { name }]));
  return new Map(
    [...listIds].flatMap(([id, listId]) => {
      const list = listId === null ? undefined : names.get(listId);
      return list ? [[id, list]] : [];
    }),
  );
}

function listIdOf(row: Pick<DeletionRow, "idListId" | "filterText">): string | null {
  return row.idListId ?? readFilter(new URLSearchParams(row.filterText ?? "")).filter.onList;
}
