import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { listDeletions } from "@/lib/engine/list-deletions.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const query = z.object({ cursor: z.string().min(1).max(200).optional() });

/** `GET /api/deletions?cursor=`: the deletions of this environment, newest first, a page at a time. */
export const GET = guardRoute({ role: "viewer" }, async (request) => {
  const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  return Response.json(await listDeletions(await container(), parsed.data), {
    headers: { "cache-control": "no-store" },
  });
});
