import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { receivePart } from "@/lib/catalog/lists/receive-part.ts";
import { storePart } from "@/lib/catalog/lists/store-part.ts";
import { container } from "@/lib/container.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const place = z.coerce.number().int().min(0).max(100_000);

/**
 * `PUT /api/lists/[id]/parts/[no]`: the next part of a list, taken only if it is whole: `x-content-sha256` and
 * `x-line-count` say what was sent.
 */
export const PUT = guardRoute<{ id: string; no: string }>(
  { role: "operator" },
  async (request, { actor, params }) => {
    const no = place.safeParse(params.no);
    if (!no.success) throw new UseCaseError("invalid-input");
    const part = await receivePart(request);
    await storePart(await container(), { ...part, actorId: actor.id, listId: params.id, no: no.data });
    return new Response(null, { status: 204 });
  },
);
