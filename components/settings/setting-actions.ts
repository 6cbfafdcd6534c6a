import type { ActionErrorCode, ActionResult } from "@/lib/actions/errors.ts";
import type { ErrorDetail } from "@/lib/use-case-error.ts";

/** What went wrong with a change; `network` when the server gave no answer. */
export type ChangeFailure = {
  code: ActionErrorCode | "network";
  reference?: string;
  detail?: ErrorDetail;
};

export type AddProtection = (input: {
  kind: string;
  value: string;
  reason: string;
}) => Promise<ActionResult<{ id: string }>>;
export type RemoveProtection = (input: { id: string }) => Promise<ActionResult<void>>;
