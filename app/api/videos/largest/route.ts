import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { largestFirst } from "@/lib/catalog/largest-first.ts";
import { readStrictly } from "@/lib/catalog/read-strictly.ts";
import { container } from "@/lib/container.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const query = z.object({ filter: z.string().max(10_000), maxBytes: z.coerce.number().int().positive() });

/** `GET /api/videos/largest?filter=&maxBytes=`: the largest videos of a filter that fit into so many bytes. */
export const GET = guardRoute({ role: "viewer" }, async (request) => {
  const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  const { filter, maxBytes } = parsed.data;
  const { db, environment } = await container();
  const view = await largestFirst(db, environment.id, readStrictly(filter, "filter"), maxBytes);
  return Response.json(view, { headers: { "cache-control": "no-store" } });
});
