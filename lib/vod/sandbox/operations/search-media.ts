import { ApiError, invalidParameter } from "../errors.ts";
import { parseMatch } from "../match.ts";
import type { WireObject } from "../respond.ts";
import type { SortField } from "../search-index.ts";
import { isoSeconds, type SandboxVideo } from "../video.ts";
import { commaList, type Operation, type OperationContext, wholeNumber } from "./operation.ts";
import { assetFields } from "./wire-media.ts";

const FIRST_HITS = 5000;
/** Pages behind this one want a token, however small they are (§2.1: "must" in one place, "should" in another). */
const FIRST_PAGES = 200;
const MOST_HITS = 2_000_000;
/** How far one request may move away from the page its token came with, in records (vod-api.md §2.1). */
const REACH = { "2026": 100, "2021": 1200 } as const;
const SAMPLE_FIELDS = ["Title", "CoverURL", "Status", "ModificationTime"];

/** SearchMedia (§2.1): Match, Fields, SortBy, and paging in both of its ways. Images find nothing. */
export const searchMedia: Operation = {
  version: "2017-03-21",
  access: "read",
  run: (context) => {
    const { params, search, scrollTokens, switches, key } = context;
    const type = params.SearchType || "video";
    if (!["video", "audio", "image", "attached"].includes(type)) throw invalidParameter("SearchType");
    const pageNo = wholeNumber(params, "PageNo", 1, 1, MOST_HITS);
    const pageSize = wholeNumber(params, "PageSize", 10, 1, 100);
    const kind = type === "audio" ? "audio" : "video";
    const condition = parseMatch(params.Match ?? "", kind);
    const sort = readSort(params.SortBy);
    const token = params.ScrollToken || undefined;
    if (token !== undefined && sort.length > 1) {
      throw new ApiError(
        400,
        "SortByExceededMax",
        "The SortBy parameter only supports one sort field when traversing all data.",
      );
    }
    if (type === "image" || type === "attached") return { Total: 0, MediaList: [] };

    const query = {
      kind,
      condition,
      sort,
      withoutApps: switches.searchForbidden === "hidden" ? key.noReadApps : [],
    } as const;
    const traversalKey = JSON.stringify(query);
    let hits: Uint32Array;
    let allowed: boolean;
    if (token === undefined) {
      hits = search.run(query);
      allowed = pageNo * pageSize <= FIRST_HITS && pageNo <= FIRST_PAGES;
    } else {
      const traversal = scrollTokens.redeem(token, switches.scrollTokenTtlMs);
      if (!traversal || traversal.key !== traversalKey || traversal.pageSize !== pageSize) {
        throw new ApiError(
          400,
          "InvalidScrollToken.Expired",
          "The ScrollToken is expired, please refresh it.",
        );
      }
      hits = traversal.hits;
      const moved = Math.abs(pageNo - traversal.pageNo) * pageSize;
      allowed = moved <= REACH[switches.searchWindow] && pageNo * pageSize <= MOST_HITS;
    }
    if (!allowed && switches.beyondWindow === "refused") throw invalidParameter("PageNo");
    const page = allowed ? hits.subarray((pageNo - 1) * pageSize, pageNo * pageSize) : [];
    return {
      Total: hits.length,
      ScrollToken:
        page.length === 0 ? undefined : scrollTokens.issue({ key: traversalKey, hits, pageNo, pageSize }),
      // Hits are frozen with the token; a video that has vanished since is not shown.
      MediaList: [...page]
        .filter((index) => context.state.exists(index))
        .map((index) => media(context, context.state.seen(index))),
    };
  },
};

/** @throws ApiError InvalidParameter for unknown fields, SortByExceededMax for more than three. */
function readSort(text: string | undefined): SortField[] {
  const fields = commaList(text ?? "").map((item): SortField => {
    const [field, direction = "Desc"] = item.trim().split(":");
    const known = field === "CreationTime" || field === "ModificationTime";
    if (!known || !["desc", "asc"].includes(direction.toLowerCase())) throw invalidParameter("SortBy");
    return { field, descending: direction.toLowerCase() === "desc" };
  });
  if (fields.length > 3) throw invalidParameter("SortBy");
  return fields.length === 0 ? [{ field: "CreationTime", descending: true }] : fields;
}

function media({ params, switches }: OperationContext, video: SandboxVideo): WireObject {
  const asked = commaList(params.Fields).map((field) => field.trim());
  const minimum = switches.defaultFields === "sample" ? SAMPLE_FIELDS : [];
  const wanted = new Set([...(asked.length > 0 ? asked : minimum), "CreationTime"]);
  const everything: WireObject = {
    ...assetFields(video, switches),
    MediaSource: video.mediaSource,
    TranscodeMode: video.transcodeMode,
    Snapshots: [],
    SpriteSnapshots: [],
  };
  const asset: WireObject = {
    [video.kind === "audio" ? "AudioId" : "VideoId"]: video.id,
    ...Object.fromEntries(Object.entries(everything).filter(([name]) => wanted.has(name))),
  };
  return {
    MediaId: video.id,
    MediaType: video.kind,
    CreationTime: isoSeconds(video.createdAt),
    [video.kind === "audio" ? "Audio" : "Video"]: asset,
  };
}
