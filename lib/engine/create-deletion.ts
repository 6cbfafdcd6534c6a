import { and, eq, type SQL, sql } from "drizzle-orm";
import { type Actor, record } from "../audit/record.ts";
import { parseFilterText } from "../catalog/filter.ts";
import { readListRow } from "../catalog/lists/list-row.ts";
import { deletions, ID_LIST_PART, idLists } from "../db/schema.ts";
import type { Executor, Tx } from "../db/types.ts";
import { DEFAULT_DECISIONS } from "../deletion/decide.ts";
import { UseCaseError } from "../use-case-error.ts";
import { cleanId } from "../vod/ids.ts";
import type { EngineDeps } from "./deps.ts";
import { drive } from "./deps.ts";
import { newId } from "./new-id.ts";

/** Left out are the ids, or those of an uploaded list that was made a selection (lib/catalog/lists). */
type Excluded = { excludedIds?: string[] | undefined; excludedListId?: string | undefined };

export type Selection =
  | { kind: "ids"; ids: string[] }
  /** The URL's text of the filter, as `filterToText` writes it. */
  | ({ kind: "filter"; filterText: string } & Excluded)
  | ({ kind: "list"; listId: string } & Excluded);

export type NewDeletion = {
  actor: Actor;
  /** One per form: a second submit finds the first deletion. */
  idempotencyKey: string;
  selection: Selection;
  /** What the person saw as selected; the frozen count is compared with it on the review. */
  selectedCount: number;
};

/**
 * Starts a deletion: stores the selection and lets the driver freeze it. Nothing is deleted by this.
 *
 * @throws UseCaseError `empty-list` for no ids, `invalid-input` naming ids that are no ids, for a filter that
 *   cannot be read or a list that is no selection, `not-found` for a list that this environment does not have
 */
export async function createDeletion(c: EngineDeps, input: NewDeletion): Promise<{ id: string }> {
  const selection = cleanSelection(input.selection);
  for (const listId of listsOf(selection)) await assertUsed(c, listId);
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
async function assertUsed(c: EngineDeps, listId: string): Promise<void> {
  const list = await readListRow(c.db, c.environment.id, listId);
  if (!list.usedAt) throw new UseCaseError("invalid-input");
}

/** The list that it is or that its filter names, and the one that is left out. */
function listsOf(selection: Selection): string[] {
  if (selection.kind === "ids") return [];
  const { onList } =
    selection.kind === "list" ? { onList: selection.listId } : parseFilterText(selection.filterText);
  return [onList, selection.excludedListId].filter((id) => typeof id === "string");
}

function cleanSelection(selection: Selection): Selection {
  if (selection.kind === "list") return selection;
  if (selection.kind === "filter") {
    assertReadable(selection.filterText);
    return selection;
  }
  const ids = new Set<string>();
  const bad: string[] = [];
  for (const raw of selection.ids) {
    const cleaned = cleanId(raw);
    if (cleaned.ok) ids.add(cleaned.id);
    else bad.push(raw);
  }
  if (bad.length > 0) {
    throw new UseCaseError("invalid-input", { ids: bad.slice(0, 5).join(", "), count: bad.length });
  }
  if (ids.size === 0) throw new UseCaseError("empty-list");
  return { kind: "ids", ids: [...ids] };
}

/** A filter that could not be read later would never become a list. */
function assertReadable(filterText: string): void {
  try {
    parseFilterText(filterText);
  } catch {
    throw new UseCaseError("invalid-input");
  }
}

/** What is left out of the frozen list, all of it by id: that is how every version of the driver reads it. */
function idsOf({ excludedIds = [], excludedListId }: Excluded): string[] | SQL {
  if (excludedListId === undefined) return excludedIds;
  return sql`array(
    select video_id from id_list_lines where id_list_id = ${excludedListId} and video_id is not null
  )`;
}

/** The row, its id list and its audit row; used for children too. */
export async function insertDeletion(
  tx: Tx,
  environmentId: string,
  input: NewDeletion & { parent?: { id: string; cause: string } },
): Promise<string> {
  const { selection, actor, parent } = input;
  const id = newId();
  const excluded = selection.kind === "ids" ? null : selection;
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
    excludedIds: excluded && idsOf(excluded),
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
      excluded: excluded?.excludedIds?.length ?? 0,
      excludedListId: excluded?.excludedListId ?? null,
      parentId: parent?.id ?? null,
      cause: parent?.cause ?? null,
    },
  });
  return id;
}
