import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { sealList } from "@/lib/catalog/lists/seal-list.ts";
import { container } from "@/lib/container.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const count = z.number().int().positive();
const body = z.object({ parts: count, lines: count, digest: z.string().regex(/^[0-9a-f]{64}$/i) });

/** `POST /api/lists/[id]/seal`: the upload is whole, if count and digest are those of what arrived. */
export const POST = guardRoute<{ id: string }>({ role: "operator" }, async (request, { actor, params }) => {
  const parsed = body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  await sealList(await container(), { ...parsed.data, actor, listId: params.id });
  return new Response(null, { status: 204 });
});
