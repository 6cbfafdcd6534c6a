import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { DECIDABLE_GROUPS } from "@/lib/deletion/types.ts";
import { readGroupGlance } from "@/lib/engine/read-group-glance.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const group = z.enum(DECIDABLE_GROUPS);

/** `GET /api/deletions/[id]/groups/[group]`: which videos a decidable group is made of, a `GroupGlanceView`. */
export const GET = guardRoute<{ id: string; group: string }>(
  { role: "viewer" },
  async (_request, { params }) => {
    const parsed = group.safeParse(params.group);
    const glance = parsed.success ? await readGroupGlance(await container(), params.id, parsed.data) : null;
    if (!glance) throw new UseCaseError("not-found");
    return Response.json(glance, { headers: { "cache-control": "no-store" } });
  },
);
