import { guardRoute } from "@/lib/auth/guard-route.ts";
import { countFacets } from "@/lib/catalog/facets.ts";
import { readFilter } from "@/lib/catalog/filter.ts";
import { container } from "@/lib/container.ts";

/** `GET /api/videos/facets?<filter>`: how many videos each value of each facet would show. */
export const GET = guardRoute({ role: "viewer" }, async (request) => {
  const { filter } = readFilter(new URL(request.url).searchParams);
  const { db, environment } = await container();
  const view = await countFacets(db, environment.id, filter);
  return Response.json(view, { headers: { "cache-control": "no-store" } });
});
