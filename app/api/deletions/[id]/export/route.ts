import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { BLOCKED_GROUPS, DECIDABLE_GROUPS } from "@/lib/deletion/types.ts";
import { exportDeletion } from "@/lib/engine/export-deletion.ts";
import { EXPORT_FORMATS, fileResponse } from "@/lib/export/file-response.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const query = z.object({
  format: z.enum(EXPORT_FORMATS),
  group: z.enum([...DECIDABLE_GROUPS, ...BLOCKED_GROUPS]).optional(),
});

/**
 * `GET /api/deletions/[id]/export?format=csv|json|jsonl&group=`: everything about a deletion as a file, streamed;
 * with `group`, only the items of that forecast group.
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
    return fileResponse(pieces, `deletion-${params.id}${part}`, format);
  },
);
