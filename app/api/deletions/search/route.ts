import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { cleanSearch } from "@/lib/catalog/filter.ts";
import { container } from "@/lib/container.ts";
import { searchDeletions } from "@/lib/engine/search-deletions.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const query = z.object({
  q: z.string().transform(cleanSearch).pipe(z.string()),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

/** `GET /api/deletions/search?q=&limit=`: the newest deletions by reason, ticket, creator or beginning of the id. */
export const GET = guardRoute({ role: "viewer" }, async (request) => {
  const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  const { q, limit } = parsed.data;
  return Response.json(await searchDeletions(await container(), { text: q, limit }), {
    headers: { "cache-control": "no-store" },
  });
});
