import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { sealList } from "@/lib/catalog/lists/seal-list.ts";
import { container } from "@/lib/container.ts";
import { readBody } from "@/lib/read-body.ts";

const count = z.number().int().positive();
const body = z.object({ parts: count, lines: count, digest: z.string().regex(/^[0-9a-f]{64}$/i) });

/** `POST /api/lists/[id]/seal`: the upload is whole, if count and digest are those of what arrived. */
export const POST = guardRoute<{ id: string }>({ role: "operator" }, async (request, { actor, params }) => {
  const whole = await readBody(request, body);
  await sealList(await container(), { ...whole, actor, listId: params.id });
  return new Response(null, { status: 204 });
});
