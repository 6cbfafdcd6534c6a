import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { sumSelection } from "@/lib/catalog/queries.ts";
import { selectionSchema } from "@/lib/catalog/selection.ts";
import type { AmountView } from "@/lib/catalog/views.ts";
import { container } from "@/lib/container.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const body = z.unknown().pipe(selectionSchema);

/** `POST /api/videos/selection`: exact count and bytes of ids, or of a filter with exclusions. Changes nothing. */
export const POST = guardRoute({ role: "viewer" }, async (request) => {
  const parsed = body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  const { db, environment } = await container();
  const amount: AmountView = await sumSelection(db, environment.id, parsed.data);
  return Response.json(amount, { headers: { "cache-control": "no-store" } });
});
