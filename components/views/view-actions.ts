import type { ActionResult } from "@/lib/actions/errors.ts";

/** The server's part of saved views, handed in from `app`, which components do not import. */
export type ViewActions = {
  create: (input: { name: string; query: string; shared: boolean }) => Promise<ActionResult<{ id: string }>>;
  change: (input: {
    id: string;
    name?: string;
    query?: string;
    shared?: boolean;
  }) => Promise<ActionResult<null>>;
  delete: (input: { id: string }) => Promise<ActionResult<null>>;
};

/** Who looks: sharing takes an operator, and an administrator may delete what others share. */
export type ViewRights = { mayShare: boolean; mayDeleteShared: boolean };
