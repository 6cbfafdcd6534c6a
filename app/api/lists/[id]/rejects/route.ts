import { guardRoute } from "@/lib/auth/guard-route.ts";
import { exportRejects } from "@/lib/catalog/lists/read-list.ts";
import { container } from "@/lib/container.ts";
import { fileResponse } from "@/lib/export/file-response.ts";

/** `GET /api/lists/[id]/rejects`: the lines that are not ready, as a CSV file, streamed. */
export const GET = guardRoute<{ id: string }>(
  { role: "operator", sameOrigin: true },
  async (_request, { params }) =>
    fileResponse(await exportRejects(await container(), params.id), `list-${params.id}-rejects`, "csv"),
);
