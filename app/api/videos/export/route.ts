import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { exportSelection } from "@/lib/catalog/export-selection.ts";
import { selectionSchema } from "@/lib/catalog/selection.ts";
import { container } from "@/lib/container.ts";
import { fileResponse } from "@/lib/export/file-response.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const body = z.object({ selection: selectionSchema, format: z.enum(["csv", "jsonl"]) });

/** `POST /api/videos/export`: a selection as a file, streamed. Posted because it may name many ids; changes nothing. */
export const POST = guardRoute({ role: "viewer" }, async (request) => {
  const parsed = body.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  const { selection, format } = parsed.data;
  const { db, environment } = await container();
  return fileResponse(exportSelection(db, environment, selection, format), "videos", format);
});
