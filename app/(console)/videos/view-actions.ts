"use server";

import { z } from "zod";
import { action } from "@/lib/actions/action.ts";
import { changeView, createView, deleteView } from "@/lib/catalog/saved-views.ts";
import { container } from "@/lib/container.ts";
import { newId } from "@/lib/engine/new-id.ts";

const id = z.string().min(1).max(64);
const name = z.string().max(200);
const query = z.string().max(10_000);

/** Keeps the URL of `/videos` under a name. Sharing it with others takes an operator. */
export const createViewAction = action(
  { role: "viewer", name: "view.create", schema: z.object({ name, query, shared: z.boolean() }) },
  async (input, { session }): Promise<{ id: string }> => {
    const { db, environment } = await container();
    const created = newId();
    await createView(db, environment.id, { id: created, ...input }, session.user);
    return { id: created };
  },
);

/** Renames, shares or keeps another query; only the owner's own views. */
export const changeViewAction = action(
  {
    role: "viewer",
    name: "view.change",
    schema: z.object({
      id,
      name: name.optional(),
      query: query.optional(),
      shared: z.boolean().optional(),
    }),
  },
  async (input, { session }): Promise<null> => {
    const { db, environment } = await container();
    await changeView(db, environment.id, input, session.user);
    return null;
  },
);

/** Deletes a view, and no video. */
export const deleteViewAction = action(
  { role: "viewer", name: "view.delete", schema: z.object({ id }) },
  async (input, { session }): Promise<null> => {
    const { db, environment } = await container();
    await deleteView(db, environment.id, input.id, session.user);
    return null;
  },
);
