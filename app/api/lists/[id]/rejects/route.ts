import { guardRoute } from "@/lib/auth/guard-route.ts";
import { exportRejects } from "@/lib/catalog/lists/read-list.ts";
import { container } from "@/lib/container.ts";
import { textStream } from "@/lib/text-stream.ts";

/** `GET /api/lists/[id]/rejects`: the lines that are not ready, as a CSV file, streamed. */
export const GET = guardRoute<{ id: string }>(
  { role: "operator", sameOrigin: true },
  async (_request, { params }) => {
    const pieces = await exportRejects(await container(), params.id);
    const name = `list-${params.id.replace(/[^\w-]/g, "")}-rejects.csv`;
    return new Response(textStream(pieces), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  },
);
