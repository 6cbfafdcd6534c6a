import type { ActionResult } from "@/lib/actions/errors.ts";
import type { CheckStep } from "@/lib/catalog/lists/views.ts";

type Act<I, T> = (input: I) => Promise<ActionResult<T>>;

/** What a person does with an uploaded list. The page hands the server actions in: components know no route. */
export type ListActions = {
  /** One step of the live check. */
  check: Act<{ listId: string }, CheckStep>;
  choose: Act<{ listId: string; no: number; videoId: string | null }, null>;
  use: Act<{ listId: string }, { id: string; name: string | null; count: number }>;
};
