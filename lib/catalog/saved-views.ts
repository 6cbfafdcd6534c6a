import { and, asc, eq, or, sql } from "drizzle-orm";
import { record } from "../audit/record.ts";
import { atLeast, type Role } from "../auth/roles.ts";
import { savedViews, users } from "../db/schema.ts";
import type { Db, Executor, Tx } from "../db/types.ts";
import { UseCaseError } from "../use-case-error.ts";
import { MAX_VIEW_NAME } from "./saved-view-limits.ts";
import { readViewText } from "./view-query.ts";

const MAX_VIEWS = 200;
const MAX_TEXT = 10_000;
const CONTROL = /\p{Cc}+/gu;

/** A named URL of `/videos`, as one person sees it. */
export type SavedView = {
  id: string;
  name: string;
  /** What goes behind the `?`. */
  text: string;
  /** Parts that this version does not understand, and that are therefore not in `text`. */
  dropped: string[];
  shared: boolean;
  own: boolean;
  ownerName: string;
};

/** Who acts. Everybody has views of their own; sharing takes an operator. */
export type ViewOwner = { id: string; name: string; role: Role };

/** The person's own views and those that others share, by name. A view that is partly broken is in it too. */
export async function listViews(db: Executor, environmentId: string, personId: string): Promise<SavedView[]> {
  const rows = await db
    .select({ view: savedViews, ownerName: users.name })
    .from(savedViews)
    .leftJoin(users, eq(users.id, savedViews.ownerId))
    .where(
      and(
        eq(savedViews.environmentId, environmentId),
        or(eq(savedViews.ownerId, personId), savedViews.shared),
      ),
    )
    .orderBy(asc(sql`lower(${savedViews.name})`), asc(savedViews.id));
  return rows.map(({ view, ownerName }) => ({
    id: view.id,
    name: view.name,
    ...readViewText(view.query),
    shared: view.shared,
    own: view.ownerId === personId,
    ownerName: ownerName ?? view.ownerId,
  }));
}

/**
 * @throws UseCaseError `invalid-input` (name or query), `conflict` (a view of that name), `forbidden` (sharing),
 *   `too-many`
 */
export async function createView(
  db: Db,
  environmentId: string,
  input: { id: string; name: string; query: string; shared: boolean },
  owner: ViewOwner,
): Promise<void> {
  const view = { name: cleanName(input.name), query: cleanQuery(input.query), shared: input.shared };
  if (view.shared) requireSharing(owner);
  await db.transaction(async (tx) => {
    const others = await lockNames(tx, environmentId, owner.id);
    if (others.length >= MAX_VIEWS) throw new UseCaseError("too-many", { max: MAX_VIEWS });
    refuseTaken(others, view.name);
    await tx.insert(savedViews).values({ id: input.id, environmentId, ownerId: owner.id, ...view });
    await note(tx, environmentId, owner, "view.create", input.id, view);
  });
}

/**
 * Renames, shares, or keeps another query; what is not given stays. Only the owner may, and a view that
 * others see is only changed by somebody who may share.
 *
 * @throws UseCaseError as `createView`; `not-found` for views of others
 */
export async function changeView(
  db: Db,
  environmentId: string,
  input: { id: string; name?: string | undefined; query?: string | undefined; shared?: boolean | undefined },
  owner: ViewOwner,
): Promise<void> {
  const changes = {
    ...(input.name === undefined ? {} : { name: cleanName(input.name) }),
    ...(input.query === undefined ? {} : { query: cleanQuery(input.query) }),
    ...(input.shared === undefined ? {} : { shared: input.shared }),
  };
  await db.transaction(async (tx) => {
    const names = await lockNames(tx, environmentId, owner.id);
    const held = await readView(tx, environmentId, input.id);
    if (held?.ownerId !== owner.id) throw new UseCaseError("not-found");
    if (changes.shared ?? held.shared) requireSharing(owner);
    const others = names.filter(({ id }) => id !== input.id);
    if (changes.name !== undefined) refuseTaken(others, changes.name);
    await tx
      .update(savedViews)
      .set({ ...changes, updatedAt: sql`now()` })
      .where(eq(savedViews.id, input.id));
    await note(tx, environmentId, owner, "view.change", input.id, { was: held.name, ...changes });
  });
}

/**
 * Deletes a view, never a video. Its owner may; an administrator may delete what others share.
 *
 * @throws UseCaseError `not-found`, also for what others keep for themselves; `forbidden`
 */
export async function deleteView(
  db: Db,
  environmentId: string,
  id: string,
  person: ViewOwner,
): Promise<void> {
  await db.transaction(async (tx) => {
    const held = await readView(tx, environmentId, id);
    if (!held) throw new UseCaseError("not-found");
    if (held.ownerId !== person.id) {
      if (!held.shared) throw new UseCaseError("not-found");
      if (!atLeast(person.role, "admin")) throw new UseCaseError("forbidden");
    }
    await tx.delete(savedViews).where(eq(savedViews.id, id));
    const { name, query, shared, ownerId } = held;
    await note(tx, environmentId, person, "view.delete", id, { name, query, shared, ownerId });
  });
}

/** The names of one owner, locked with the owner's row: two tabs take the same name one after the other. */
async function lockNames(tx: Tx, environmentId: string, ownerId: string) {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, ownerId)).for("update");
  return await tx
    .select({ id: savedViews.id, name: savedViews.name })
    .from(savedViews)
    .where(and(eq(savedViews.environmentId, environmentId), eq(savedViews.ownerId, ownerId)));
}

async function readView(tx: Tx, environmentId: string, id: string) {
  const [view] = await tx
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.environmentId, environmentId), eq(savedViews.id, id)))
    .for("update");
  return view;
}

function refuseTaken(others: readonly { name: string }[], name: string): void {
  const taken = others.some((other) => other.name.toLowerCase() === name.toLowerCase());
  if (taken) throw new UseCaseError("conflict", { field: "name" });
}

function requireSharing(person: ViewOwner): void {
  if (!atLeast(person.role, "operator")) throw new UseCaseError("forbidden");
}

function cleanName(raw: string): string {
  const name = raw.toWellFormed().normalize("NFC").replace(CONTROL, " ").trim();
  if (name === "" || name.length > MAX_VIEW_NAME) throw new UseCaseError("invalid-input", { field: "name" });
  return name;
}

/** Strict on the way in, so that a view never keeps less than what its owner saw. */
function cleanQuery(raw: string): string {
  const { text, dropped } = readViewText(raw);
  if (dropped.length > 0 || text.length > MAX_TEXT)
    throw new UseCaseError("invalid-input", { field: "query" });
  return text;
}

async function note(
  tx: Tx,
  environmentId: string,
  actor: ViewOwner,
  action: "view.create" | "view.change" | "view.delete",
  subjectId: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const { id, name } = actor;
  await record(tx, { environmentId, actor: { id, name }, action, subjectType: "view", subjectId, detail });
}
