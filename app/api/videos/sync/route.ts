import { guardRoute } from "@/lib/auth/guard-route.ts";
import { syncStatus } from "@/lib/catalog/sync-status.ts";
import { container } from "@/lib/container.ts";

/** `GET /api/videos/sync`: how old the catalog is, and how far a running sync has come. */
export const GET = guardRoute({ role: "viewer" }, async () => {
  const { db, env, environment } = await container();
  const status = await syncStatus(db, environment.id, env.catalog);
  return Response.json(status, { headers: { "cache-control": "no-store" } });
});
