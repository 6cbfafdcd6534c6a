import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { openList } from "@/lib/catalog/lists/open-list.ts";
import { container } from "@/lib/container.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const body = z.object({ source: z.enum(["file", "selection"]), name: z.string().min(1).max(200).nullable() });

/**
 * `POST /api/lists`: begins the upload of a list of ids. Its parts follow, each well under the 1 MB that an
 * action takes and the 10 MB at which a body behind a proxy may be cut, and then the seal, which proves that
 * all of them are there.
 */
export const POST = guardRoute({ role: "operator" }, async (request, { actor }) => {
  const parsed = body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  return Response.json(await openList(await container(), { ...parsed.data, actor }));
});
