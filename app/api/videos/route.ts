import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { readFilter } from "@/lib/catalog/filter.ts";
import { listVideos, type Within } from "@/lib/catalog/queries.ts";
import { readStrictly } from "@/lib/catalog/read-strictly.ts";
import { readSort } from "@/lib/catalog/sort.ts";
import { toVideoRow, type VideoPage } from "@/lib/catalog/views.ts";
import { container } from "@/lib/container.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const PAGE_SIZE = 100;
const query = z.object({
  cursor: z.string().min(1).max(2000).nullable(),
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE),
});

/**
 * `GET /api/videos?<filter>&sort=&cursor=&within=&withinList=&limit=`: one page of the catalog. `within` is the text
 * of another filter, and each row says whether it matches that one too; or, with `withinList`, whether that list
 * names it.
 */
export const GET = guardRoute({ role: "viewer" }, async (request) => {
  const params = new URL(request.url).searchParams;
  const parsed = query.safeParse({
    cursor: params.get("cursor"),
    limit: params.get("limit") ?? PAGE_SIZE,
  });
  if (!parsed.success) throw new UseCaseError("invalid-input");
  const { filter } = readFilter(params);
  const within = withinOf(params);
  const { db, environment } = await container();
  const page = await listVideos(db, environment.id, {
    filter,
    sort: readSort(params.get("sort")),
    cursor: parsed.data.cursor,
    limit: parsed.data.limit,
    ...(within === null ? {} : { within }),
  });
  if (!page) throw new UseCaseError("invalid-input", { field: "cursor" });
  const videos = page.videos.map((video) => toVideoRow(video, filter.q));
  const view: VideoPage = { videos, nextCursor: page.nextCursor };
  return Response.json(view, { headers: { "cache-control": "no-store" } });
});

function withinOf(params: URLSearchParams): Within | null {
  const listId = params.get("withinList");
  if (listId !== null) return { kind: "list", listId };
  const text = params.get("within");
  return text === null ? null : { kind: "filter", filter: readStrictly(text, "within") };
}
