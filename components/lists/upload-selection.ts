import { type LostAction, lostAction } from "@/components/ui/lost-action";
import { asFailure } from "@/components/videos/read-json";
import type { ActionErrorCode } from "@/lib/actions/errors.ts";
import type { ListActions } from "./list-actions";
import { createListUpload } from "./upload-list";

type Failed = { code: ActionErrorCode | LostAction; reference?: string | undefined };

/** Moves ids that were selected one by one, or left out, to the server, as a list that a deletion can name. */
export async function uploadSelection(
  ids: readonly string[],
  use: ListActions["use"],
): Promise<{ ok: true; data: { id: string } } | { ok: false; error: Failed }> {
  const upload = createListUpload(window.location.origin, { source: "selection", name: null });
  try {
    await upload.push(ids.map((text, i) => ({ line: i + 1, text, sameAs: null })));
    const listId = await upload.finish();
    const used = await use({ listId }).catch((error: unknown) => ({
      ok: false as const,
      error: { code: lostAction(error) },
    }));
    // A list that is not all of them is no selection, and leaves out too little.
    if (used.ok && used.data.count !== ids.length) return { ok: false, error: { code: "digest-mismatch" } };
    return used;
  } catch (error) {
    return { ok: false, error: asFailure(error) };
  }
}
