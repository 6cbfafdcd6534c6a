import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { readLines } from "@/lib/catalog/lists/read-list.ts";
import { container } from "@/lib/container.ts";
import { LINE_STATUSES } from "@/lib/lists/line-status.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const query = z.object({
  statuses: z.array(z.enum(LINE_STATUSES)),
  after: z.coerce.number().int().min(0),
});

/** `GET /api/lists/[id]/lines?status=&after=`: a page of the lines of a list; `status` may stand several times. */
export const GET = guardRoute<{ id: string }>({ role: "operator" }, async (request, { params }) => {
  const search = new URL(request.url).searchParams;
  const parsed = query.safeParse({ statuses: search.getAll("status"), after: search.get("after") ?? 0 });
  if (!parsed.success) throw new UseCaseError("invalid-input");
  const page = await readLines(await container(), params.id, parsed.data);
  return Response.json(page, { headers: { "cache-control": "no-store" } });
});
