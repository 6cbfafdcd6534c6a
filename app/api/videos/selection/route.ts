import { guardRoute } from "@/lib/auth/guard-route.ts";
import { sumSelection } from "@/lib/catalog/queries.ts";
import { selectionSchema } from "@/lib/catalog/selection.ts";
import { MAX_SELECTION_BYTES } from "@/lib/catalog/selection-limits.ts";
import type { AmountView } from "@/lib/catalog/views.ts";
import { container } from "@/lib/container.ts";
import { readBody } from "@/lib/read-body.ts";

/** `POST /api/videos/selection`: exact count and bytes of ids, or of a filter with exclusions. Changes nothing. */
export const POST = guardRoute({ role: "viewer" }, async (request) => {
  const selection = await readBody(request, selectionSchema, MAX_SELECTION_BYTES);
  const { db, environment } = await container();
  const amount: AmountView = await sumSelection(db, environment.id, selection);
  return Response.json(amount, { headers: { "cache-control": "no-store" } });
});
