import { guardRoute } from "@/lib/auth/guard-route.ts";
import { lookAtVideo } from "@/lib/catalog/look-at-video.ts";
import { container } from "@/lib/container.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";
import { cleanId } from "@/lib/vod/ids.ts";

/** `GET /api/videos/<id>`: one video, looked at live; the catalog alone, and a note, while VOD is out of reach. */
export const GET = guardRoute<{ id: string }>({ role: "viewer" }, async (_request, { params }) => {
  const clean = cleanId(params.id);
  if (!clean.ok) throw new UseCaseError("not-found");
  const { db, environment, vod } = await container();
  const detail = await lookAtVideo({ db, environmentId: environment.id, vod }, clean.id);
  if (!detail) throw new UseCaseError("not-found");
  return Response.json(detail, { headers: { "cache-control": "no-store" } });
});
