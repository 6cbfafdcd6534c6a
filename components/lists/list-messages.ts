import type { ActionErrorCode } from "@/lib/actions/errors.ts";
import type { Layout } from "@/lib/lists/layout.ts";
import type { Reading } from "@/lib/lists/list-reader.ts";
import type { ListRefusalCode } from "@/lib/lists/list-refusal.ts";

/** What the page tells the worker that reads a list. Pasted text comes as a Blob too. */
export type ToWorker =
  | { kind: "open"; file: Blob }
  | { kind: "read"; reading: Reading; name: string | null; origin: string };

/** What the worker tells the page. Sizes are bytes. */
export type FromWorker =
  | { kind: "layout"; layout: Layout }
  | { kind: "progress"; readBytes: number; sentLines: number }
  | { kind: "done"; listId: string }
  /** The file is no list; `line` is where that was noticed. */
  | { kind: "refused"; code: ListRefusalCode; line: number | null }
  | { kind: "failed"; code: ActionErrorCode | "network"; reference?: string | undefined };
