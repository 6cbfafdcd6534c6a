import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { selectionSchema } from "@/lib/catalog/selection.ts";
import { sumByClass } from "@/lib/catalog/sum-by-class.ts";
import type { SelectionCostView } from "@/lib/catalog/views.ts";
import { container } from "@/lib/container.ts";
import { estimateCost } from "@/lib/settings/estimate-cost.ts";
import { readPrices } from "@/lib/settings/store-prices.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const body = z.unknown().pipe(selectionSchema);

/** `POST /api/videos/selection/cost`: what the sources of a selection cost a month, at the prices entered here. */
export const POST = guardRoute({ role: "viewer" }, async (request) => {
  const parsed = body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  const { db, environment } = await container();
  const { prices } = await readPrices(db, environment.id);
  const estimate = prices && estimateCost(prices, await sumByClass(db, environment.id, parsed.data));
  const view: SelectionCostView = { estimate };
  return Response.json(view, { headers: { "cache-control": "no-store" } });
});
