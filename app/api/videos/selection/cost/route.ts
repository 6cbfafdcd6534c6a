import { guardRoute } from "@/lib/auth/guard-route.ts";
import { selectionSchema } from "@/lib/catalog/selection.ts";
import { MAX_SELECTION_BYTES } from "@/lib/catalog/selection-limits.ts";
import { sumByClass } from "@/lib/catalog/sum-by-class.ts";
import type { SelectionCostView } from "@/lib/catalog/views.ts";
import { container } from "@/lib/container.ts";
import { readBody } from "@/lib/read-body.ts";
import { estimateCost } from "@/lib/settings/estimate-cost.ts";
import { readPrices } from "@/lib/settings/store-prices.ts";

/** `POST /api/videos/selection/cost`: what the sources of a selection cost a month, at the prices entered here. */
export const POST = guardRoute({ role: "viewer" }, async (request) => {
  const selection = await readBody(request, selectionSchema, MAX_SELECTION_BYTES);
  const { db, environment } = await container();
  const { prices } = await readPrices(db, environment.id);
  const estimate = prices && estimateCost(prices, await sumByClass(db, environment.id, selection));
  const view: SelectionCostView = { estimate };
  return Response.json(view, { headers: { "cache-control": "no-store" } });
});
