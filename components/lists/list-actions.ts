import type { ActionResult } from "@/lib/actions/errors.ts";
import type { CheckStep, ChoiceStep } from "@/lib/catalog/lists/views.ts";
import type { BulkChoice } from "@/lib/lists/pick-video.ts";

type Act<I, T> = (input: I) => Promise<ActionResult<T>>;

/** What a person does with an uploaded list. The page hands the server actions in: components know no route. */
export type ListActions = {
  /** One step of the live check. */
  check: Act<{ listId: string }, CheckStep>;
  choose: Act<{ listId: string; no: number; videoId: string | null }, null>;
  /** One step of a choice for all ambiguous lines. */
  chooseAll: Act<{ listId: string; by: BulkChoice; after: number }, ChoiceStep>;
  use: Act<{ listId: string }, { id: string; name: string | null; count: number }>;
};
