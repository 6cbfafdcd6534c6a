import { guardRoute } from "@/lib/auth/guard-route.ts";
import { listViews } from "@/lib/catalog/saved-views.ts";
import { container } from "@/lib/container.ts";

/** `GET /api/views`: the saved views this person may use, own and shared. */
export const GET = guardRoute({ role: "viewer" }, async (_request, { session }) => {
  const { db, environment } = await container();
  return Response.json(await listViews(db, environment.id, session.user.id), {
    headers: { "cache-control": "no-store" },
  });
});
