"use server";

import { z } from "zod";
import { action } from "@/lib/actions/action.ts";
import { checkList } from "@/lib/catalog/lists/check-list.ts";
import { chooseLine } from "@/lib/catalog/lists/choose-line.ts";
import { useListAsSelection } from "@/lib/catalog/lists/use-list.ts";
import { container } from "@/lib/container.ts";

const listId = z.string().min(1).max(64);

/** Asks VOD about the next lines that the catalog does not know; the page repeats it. */
export const checkListAction = action(
  { role: "operator", name: "list.check", schema: z.object({ listId }) },
  async (input) => checkList(await container(), input.listId),
);

/** Says which video an ambiguous line stands for, or none of them. */
export const chooseLineAction = action(
  {
    role: "operator",
    name: "list.choose",
    schema: z.object({
      listId,
      no: z.number().int().positive(),
      videoId: z.string().min(1).max(64).nullable(),
    }),
  },
  async (input, { actor }): Promise<null> => {
    await chooseLine(await container(), { ...input, actor });
    return null;
  },
);

/** Makes the ready lines a selection. Deletes nothing. */
export const useListAction = action(
  { role: "operator", name: "list.use", schema: z.object({ listId }) },
  async (input, { actor }) => useListAsSelection(await container(), { ...input, actor }),
);
