import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { BLOCKED_GROUPS, DECIDABLE_GROUPS, NOT_SENT_REASONS, OUTCOMES } from "@/lib/deletion/types.ts";
import { readItems } from "@/lib/engine/read-items.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const query = z.object({
  group: z.enum([...DECIDABLE_GROUPS, ...BLOCKED_GROUPS]).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  reason: z.enum(NOT_SENT_REASONS).optional(),
  /** Empty: items without a code. */
  code: z.string().max(200).optional(),
  /** The item number after which the page begins. */
  cursor: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** `GET /api/deletions/[id]/items?group=&outcome=&reason=&code=&cursor=&limit=`: an `ItemsPage`. */
export const GET = guardRoute<{ id: string }>({ role: "viewer" }, async (request, { params }) => {
  const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  return Response.json(await readItems(await container(), params.id, parsed.data), {
    headers: { "cache-control": "no-store" },
  });
});
