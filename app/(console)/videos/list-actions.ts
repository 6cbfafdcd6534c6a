"use server";

import { z } from "zod";
import { action } from "@/lib/actions/action.ts";
import { checkList } from "@/lib/catalog/lists/check-list.ts";
import { chooseLine } from "@/lib/catalog/lists/choose-line.ts";
import { chooseLines } from "@/lib/catalog/lists/choose-lines.ts";
import { useListAsSelection } from "@/lib/catalog/lists/use-list.ts";
import { container } from "@/lib/container.ts";
import { BULK_CHOICES } from "@/lib/lists/pick-video.ts";

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

/** Takes the next ambiguous lines by one rule, or takes such choices back; the page repeats it. */
export const chooseLinesAction = action(
  {
    role: "operator",
    name: "list.choose-all",
    schema: z.object({ listId, by: z.enum(BULK_CHOICES), after: z.number().int().min(0) }),
  },
  async (input, { actor }) => chooseLines(await container(), { ...input, actor }),
);

/** Makes the ready lines a selection. Deletes nothing. */
export const useListAction = action(
  { role: "operator", name: "list.use", schema: z.object({ listId }) },
  async (input, { actor }) => useListAsSelection(await container(), { ...input, actor }),
);
