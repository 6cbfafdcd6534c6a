"use server";

import { z } from "zod";
import { action } from "@/lib/actions/action.ts";
import { record } from "@/lib/audit/record.ts";
import { submittedSchema } from "@/lib/catalog/selection.ts";
import { requestSync } from "@/lib/catalog/sync-row.ts";
import { container } from "@/lib/container.ts";
import { createDeletion } from "@/lib/engine/create-deletion.ts";

/** Asks for the library to be read again, now: what is new or changed, or everything. Deletes nothing. */
export const refreshCatalogAction = action(
  { role: "operator", name: "catalog.refresh", schema: z.object({ mode: z.enum(["changes", "full"]) }) },
  async ({ mode }, { actor }): Promise<null> => {
    const { db, environment, queue } = await container();
    await db.transaction(async (tx) => {
      await requestSync(tx, environment.id, mode, new Date());
      await record(tx, {
        environmentId: environment.id,
        actor,
        action: "catalog.refresh",
        subjectType: "environment",
        subjectId: environment.id,
        detail: { mode },
      });
    });
    await queue.send("sync-catalog", { environmentId: environment.id });
    return null;
  },
);

/** Freezes the selection into a deletion, which is then forecast and reviewed. Deletes nothing yet. */
export const createDeletionAction = action(
  {
    role: "operator",
    name: "deletion.create",
    schema: z.object({
      idempotencyKey: z.string().min(16).max(100),
      selection: submittedSchema,
      selectedCount: z.int().positive(),
    }),
  },
  async (input, { actor }) => createDeletion(await container(), { ...input, actor }),
);
