import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { openList } from "@/lib/catalog/lists/open-list.ts";
import { container } from "@/lib/container.ts";
import { readBody } from "@/lib/read-body.ts";

const body = z.object({ source: z.enum(["file", "selection"]), name: z.string().min(1).max(200).nullable() });

/**
 * `POST /api/lists`: begins the upload of a list of ids. Its parts follow, each well under the 1 MB that an
 * action takes and the 10 MB at which a body behind a proxy may be cut, and then the seal, which proves that
 * all of them are there.
 */
export const POST = guardRoute({ role: "operator" }, async (request, { actor }) => {
  const list = await readBody(request, body);
  return Response.json(await openList(await container(), { ...list, actor }));
});
