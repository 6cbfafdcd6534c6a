import { ApiError, invalidParameter } from "../errors.ts";
import type { Condition } from "../match.ts";
import type { WireObject } from "../respond.ts";
import type { SandboxVideo } from "../video.ts";
import { commaList, type Operation, type OperationContext, wholeNumber } from "./operation.ts";
import { assetFields, legacyTimes } from "./wire-media.ts";

const FIRST_HITS = 5000;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** GetVideoList (vod-api.md §2.2): the first 5,000 matches; its lists are nested. */
export const getVideoList: Operation = {
  version: "2017-03-21",
  access: "read",
  run: (context) => {
    const { params, state, search, switches, key } = context;
    const pageNo = wholeNumber(params, "PageNo", 1, 1, FIRST_HITS);
    const pageSize = wholeNumber(params, "PageSize", 10, 1, Number.MAX_SAFE_INTEGER);
    if (pageSize > 100 || (pageNo - 1) * pageSize >= FIRST_HITS) {
      throw new ApiError(400, "VideoListExceededMax", "The video list exceeded maximum.");
    }
    const sortBy = params.SortBy || "CreationTime:Desc";
    if (sortBy !== "CreationTime:Desc" && sortBy !== "CreationTime:Asc") throw invalidParameter("SortBy");
    const references = commaList(params.ReferenceIds).map((reference) => state.findReference(reference));
    const hits = search.run({
      kind: "video",
      condition: conditionOf(context),
      sort: [{ field: "CreationTime", descending: sortBy === "CreationTime:Desc" }],
      withoutApps: switches.searchForbidden === "hidden" ? key.noReadApps : [],
    });
    const fit = params.ReferenceIds ? hits.filter((index) => references.includes(index)) : hits;
    const page = fit.subarray((pageNo - 1) * pageSize, Math.min(pageNo * pageSize, FIRST_HITS));
    return {
      Total: fit.length,
      VideoList: { Video: [...page].map((index) => listed(context, state.seen(index))) },
    };
  },
};

function listed({ switches }: OperationContext, video: SandboxVideo): WireObject {
  return {
    VideoId: video.id,
    ...assetFields(video, switches),
    ...legacyTimes(video),
    Snapshots: { Snapshot: video.coverUrl ? [video.coverUrl] : [] },
  };
}

/** @throws ApiError InvalidParameter for a category or time that cannot be read */
function conditionOf({ params }: OperationContext): Condition | null {
  const terms: Condition[] = [];
  if (params.CateId) {
    terms.push({
      op: "any",
      field: "CateId",
      fuzzy: false,
      values: [wholeNumber(params, "CateId", 0, 0, Number.MAX_SAFE_INTEGER)],
    });
  }
  if (params.Status) {
    terms.push({ op: "any", field: "Status", fuzzy: false, values: commaList(params.Status) });
  }
  if (params.StorageLocation) {
    terms.push({ op: "any", field: "StorageLocation", fuzzy: false, values: [params.StorageLocation] });
  }
  const from = time(params, "StartTime");
  const to = time(params, "EndTime");
  if (from !== null && to !== null && to <= from) throw invalidParameter("EndTime");
  if (from !== null || to !== null) {
    terms.push({
      op: "range",
      field: "CreationTime",
      low: from === null ? null : { value: from, open: false },
      high: to === null ? null : { value: to, open: false },
    });
  }
  return terms.length === 0 ? null : { op: "and", terms };
}

function time(params: Readonly<Record<string, string>>, name: string): number | null {
  const text = params[name];
  if (!text) return null;
  const at = TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw invalidParameter(name);
  return at / 1000;
}
