import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { exportDeletion } from "@/lib/engine/export-deletion.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const format = z.enum(["csv", "json"]);
const TYPE = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

/**
 * `GET /api/deletions/[id]/export?format=csv|json`: everything about a deletion as a file, streamed.
 *
 * An export that breaks off ends the connection, so that half a file is never taken for a whole one.
 */
export const GET = guardRoute<{ id: string }>(
  { role: "viewer", sameOrigin: true },
  async (request, { params }) => {
    const parsed = format.safeParse(new URL(request.url).searchParams.get("format"));
    if (!parsed.success) throw new UseCaseError("invalid-input");
    const pieces = await exportDeletion(await container(), params.id, parsed.data);
    if (!pieces) throw new UseCaseError("not-found");
    const name = `deletion-${params.id.replace(/[^\w-]/g, "")}.${parsed.data}`;
    return new Response(streamOf(pieces), {
      headers: {
        "content-type": TYPE[parsed.data],
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  },
);

/** Pulled piece by piece: a slow reader does not make the whole list pile up in memory. */
function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
