import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { estimateDeletion } from "@/lib/engine/estimate-deletion.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

/** `GET /api/deletions/[id]/cost`: what the included sources cost a month, a `DeletionCostView`. */
export const GET = guardRoute<{ id: string }>({ role: "viewer" }, async (_request, { params }) => {
  const cost = await estimateDeletion(await container(), params.id);
  if (!cost) throw new UseCaseError("not-found");
  return Response.json(cost, { headers: { "cache-control": "no-store" } });
});
