import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { BLOCKED_GROUPS, DECIDABLE_GROUPS } from "@/lib/deletion/types.ts";
import { exportDeletion } from "@/lib/engine/export-deletion.ts";
import { textStream } from "@/lib/text-stream.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const query = z.object({
  format: z.enum(["csv", "json"]),
  group: z.enum([...DECIDABLE_GROUPS, ...BLOCKED_GROUPS]).optional(),
});
const TYPE = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

/**
 * `GET /api/deletions/[id]/export?format=csv|json&group=`: everything about a deletion as a file, streamed;
 * with `group`, only the items of that forecast group.
 *
 * An export that breaks off ends the connection, so that half a file is never taken for a whole one.
 */
export const GET = guardRoute<{ id: string }>(
  { role: "viewer", sameOrigin: true },
  async (request, { params }) => {
    const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!parsed.success) throw new UseCaseError("invalid-input");
    const { format, group } = parsed.data;
    const pieces = await exportDeletion(await container(), params.id, format, group);
    if (!pieces) throw new UseCaseError("not-found");
    const part = group ? `-${group}` : "";
    const name = `deletion-${params.id.replace(/[^\w-]/g, "")}${part}.${format}`;
    return new Response(textStream(pieces), {
      headers: {
        "content-type": TYPE[format],
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  },
);
