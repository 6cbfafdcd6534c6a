import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { readDeletion } from "@/lib/engine/read-deletion.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

/** `GET /api/deletions/[id]`: one deletion as it is now, a `DeletionView`. */
export const GET = guardRoute<{ id: string }>({ role: "viewer" }, async (_request, { params }) => {
  const view = await readDeletion(await container(), params.id);
  if (!view) throw new UseCaseError("not-found");
  return Response.json(view, { headers: { "cache-control": "no-store" } });
});
