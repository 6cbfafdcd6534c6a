import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { exportSelection } from "@/lib/catalog/export-selection.ts";
import { selectionSchema } from "@/lib/catalog/selection.ts";
import { MAX_SELECTION_BYTES } from "@/lib/catalog/selection-limits.ts";
import { container } from "@/lib/container.ts";
import { fileResponse } from "@/lib/export/file-response.ts";
import { readBody } from "@/lib/read-body.ts";

const body = z.object({ selection: selectionSchema, format: z.enum(["csv", "jsonl"]) });

/** `POST /api/videos/export`: a selection as a file, streamed. Posted because it may name many ids; changes nothing. */
export const POST = guardRoute({ role: "viewer" }, async (request) => {
  const { selection, format } = await readBody(request, body, MAX_SELECTION_BYTES);
  const { db, environment } = await container();
  return fileResponse(exportSelection(db, environment, selection, format), "videos", format);
});
