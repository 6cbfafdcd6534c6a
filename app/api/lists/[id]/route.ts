import { guardRoute } from "@/lib/auth/guard-route.ts";
import { readList } from "@/lib/catalog/lists/read-list.ts";
import { container } from "@/lib/container.ts";

/** `GET /api/lists/[id]`: an uploaded list, and how its lines stand. */
export const GET = guardRoute<{ id: string }>({ role: "operator" }, async (_request, { params }) =>
  Response.json(await readList(await container(), params.id), { headers: { "cache-control": "no-store" } }),
);
