import { guardRoute } from "@/lib/auth/guard-route.ts";
import { countFacets } from "@/lib/catalog/count-facets.ts";
import { readFilter } from "@/lib/catalog/filter.ts";
import type { FacetsView } from "@/lib/catalog/views.ts";
import { container } from "@/lib/container.ts";

/** `GET /api/videos/facets?<filter>`: how many the filter matches, and how many there are of each facet's values. */
export const GET = guardRoute({ role: "viewer" }, async (request) => {
  const { filter } = readFilter(new URL(request.url).searchParams);
  const { db, environment } = await container();
  const facets: FacetsView = await countFacets(db, environment.id, filter);
  return Response.json(facets, { headers: { "cache-control": "no-store" } });
});
