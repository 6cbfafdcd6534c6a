import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { readOverview } from "@/lib/engine/read-overview.ts";

/** `GET /api/overview`: the figures as last counted, and the deletions that have not ended. */
export const GET = guardRoute({ role: "viewer" }, async () =>
  Response.json(await readOverview(await container()), { headers: { "cache-control": "no-store" } }),
);
