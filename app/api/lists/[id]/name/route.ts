import { guardRoute } from "@/lib/auth/guard-route.ts";
import { readListName } from "@/lib/catalog/lists/read-list.ts";
import { container } from "@/lib/container.ts";

/** `GET /api/lists/[id]/name`: what a list is called that a link filters by. */
export const GET = guardRoute<{ id: string }>({ role: "viewer" }, async (_request, { params }) =>
  Response.json(await readListName(await container(), params.id), {
    headers: { "cache-control": "no-store" },
  }),
);
