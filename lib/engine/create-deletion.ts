import { and, eq, sql } from "drizzle-orm";
import { type Actor, record } from "../audit/record.ts";
import { parseFilterText, type VideoFilter } from "../catalog/filter.ts";
import { type ListRow, readListRow } from "../catalog/lists/list-row.ts";
import { rowsOf } from "../db/rows.ts";
import { deletions, ID_LIST_PART, idLists } from "../db/schema.ts";
import type { Executor, Tx } from "../db/types.ts";
import { DEFAULT_DECISIONS } from "../deletion/decide.ts";
import { UseCaseError } from "../use-case-error.ts";
import { cleanId, idKey } from "../vod/ids.ts";
import type { EngineDeps } from "./deps.ts";
import { drive } from "./deps.ts";
import { newId } from "./new-id.ts";

export type Selection =
  | { kind: "ids"; ids: string[] }
  /** The URL's text of the filter, as `filterToText` writes it. */
  | { kind: "filter"; filterText: string; excludedIds: string[] }
  /** An uploaded list that was made a selection (lib/catalog/lists). */
  | { kind: "list"; listId: string; excludedIds: string[] };

/**
 * What is left out is named by ids, or by an uploaded list of them. It is always said which: a server of the version
 * before, which knows no such list, then refuses for want of ids instead of freezing everything.
 */
type LeftOut = { excludedIds?: string[] | undefined; excludedListId?: string | undefined };

export type SubmittedSelection =
  | { kind: "ids"; ids: string[] }
  | ({ kind: "filter"; filterText: string } & LeftOut)
  | ({ kind: "list"; listId: string } & LeftOut);

export type NewDeletion = {
  actor: Actor;
  /** One per form: a second submit finds the first deletion. */
  idempotencyKey: string;
  selection: SubmittedSelection;
  /** What the person saw as selected; the frozen count is compared with it on the review. */
  selectedCount: number;
};

/**
 * Starts a deletion: stores the selection and lets the driver freeze it. Nothing is deleted by this.
 *
 * @throws UseCaseError `empty-list` for no ids, `invalid-input` naming ids that are no ids, for a filter that
 *   cannot be read, a list that is no selection, or nothing said of what is left out, `not-found` for a list that
 *   this environment does not have, `digest-mismatch` for a list of ids left out that is not whole
 */
export async function createDeletion(c: EngineDeps, input: NewDeletion): Promise<{ id: string }> {
  const selection = await cleanSelection(c, input.selection);
  const id =
    (await findByKey(c.db, c.environment.id, input)) ??
    (await c.db
      .transaction((tx) => insertDeletion(tx, c.environment.id, { ...input, selection }))
      .catch(async (error: unknown) => {
        // Two submits at the same moment: the index let one of them through, and the other finds it.
        const first = await findByKey(c.db, c.environment.id, input);
        if (first === null) throw error;
        return first;
      }));
  await drive(c, id);
  return { id };
}

async function findByKey(tx: Executor, environmentId: string, input: NewDeletion): Promise<string | null> {
  const [row] = await tx
    .select({ id: deletions.id })
    .from(deletions)
    .where(
      and(
        eq(deletions.environmentId, environmentId),
        eq(deletions.createdBy, input.actor.id),
        eq(deletions.idempotencyKey, input.idempotencyKey),
      ),
    );
  return row?.id ?? null;
}

/** Before its use, lines of a list may still change: what was frozen would depend on the moment. */
async function readUsedList(c: EngineDeps, listId: string): Promise<ListRow> {
  const list = await readListRow(c.db, c.environment.id, listId);
  if (!list.usedAt) throw new UseCaseError("invalid-input");
  return list;
}

async function cleanSelection(c: EngineDeps, selection: SubmittedSelection): Promise<Selection> {
  if (selection.kind === "ids") return { kind: "ids", ids: cleanIds(selection.ids) };
  if (selection.kind === "list") {
    const { listId } = selection;
    await readUsedList(c, listId);
    return { kind: "list", listId, excludedIds: await readLeftOut(c, selection) };
  }
  const { filterText } = selection;
  const { onList } = readFilter(filterText);
  if (onList !== null) await readUsedList(c, onList);
  return { kind: "filter", filterText, excludedIds: await readLeftOut(c, selection) };
}

/** All of them by id, whatever way they came: every version of the driver finds them in the deletion's row. */
async function readLeftOut(c: EngineDeps, { excludedIds, excludedListId }: LeftOut): Promise<string[]> {
  if ((excludedIds === undefined) === (excludedListId === undefined)) throw new UseCaseError("invalid-input");
  if (excludedListId === undefined) return (excludedIds ?? []).map(idKey);
  const list = await readUsedList(c, excludedListId);
  // Of a file, lines may be no video (yet), and would not be left out.
  if (list.source !== "selection") throw new UseCaseError("invalid-input");
  const rows = await rowsOf<{ video_id: string }>(
    c.db,
    sql`select video_id from id_list_lines where id_list_id = ${list.id} and video_id is not null`,
  );
  if (rows.length !== list.lineCount) throw new UseCaseError("digest-mismatch", { lines: rows.length });
  return rows.map((row) => row.video_id);
}

function cleanIds(raw: readonly string[]): string[] {
  const ids = new Set<string>();
  const bad: string[] = [];
  for (const one of raw) {
    const cleaned = cleanId(one);
    if (cleaned.ok) ids.add(cleaned.id);
    else bad.push(one);
  }
  if (bad.length > 0) {
    throw new UseCaseError("invalid-input", { ids: bad.slice(0, 5).join(", "), count: bad.length });
  }
  if (ids.size === 0) throw new UseCaseError("empty-list");
  return [...ids];
}

/** A filter that could not be read later would never become a list. */
function readFilter(filterText: string): VideoFilter {
  try {
    return parseFilterText(filterText);
  } catch {
    throw new UseCaseError("invalid-input");
  }
}

/** The row, its id list and its audit row; used for children too. */
export async function insertDeletion(
  tx: Tx,
  environmentId: string,
  input: Omit<NewDeletion, "selection"> & { selection: Selection; parent?: { id: string; cause: string } },
): Promise<string> {
  const { selection, actor, parent } = input;
  const id = newId();
  let idListId = selection.kind === "list" ? selection.listId : null;
  if (selection.kind === "ids") {
    idListId = newId();
    await tx.insert(idLists).values({
      id: idListId,
      environmentId,
      createdBy: actor.id,
      count: selection.ids.length,
    });
    for (let no = 0; no * ID_LIST_PART < selection.ids.length; no += 1) {
      const ids = selection.ids.slice(no * ID_LIST_PART, (no + 1) * ID_LIST_PART);
      await tx.execute(sql`
        insert into id_list_parts (id_list_id, no, video_ids)
        values (${idListId}, ${no}, array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)))
      `);
    }
  }
  await tx.insert(deletions).values({
    id,
    environmentId,
    state: "collecting",
    createdBy: actor.id,
    createdByName: actor.name,
    idempotencyKey: input.idempotencyKey,
    parentId: parent?.id ?? null,
    cause: parent?.cause ?? null,
    idListId,
    filterText: selection.kind === "filter" ? selection.filterText : null,
    excludedIds: selection.kind === "ids" ? null : selection.excludedIds,
    selectedCount: input.selectedCount,
    snapshotAt: new Date(),
    decisions: DEFAULT_DECISIONS,
  });
  await record(tx, {
    environmentId,
    actor,
    action: "deletion.create",
    subjectType: "deletion",
    subjectId: id,
    detail: {
      selectedCount: input.selectedCount,
      filter: selection.kind === "filter" ? selection.filterText : null,
      listId: selection.kind === "list" ? selection.listId : null,
      excluded: selection.kind === "ids" ? 0 : selection.excludedIds.length,
      parentId: parent?.id ?? null,
      cause: parent?.cause ?? null,
    },
  });
  return id;
}
