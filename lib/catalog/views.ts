/**
 * What the browser is told about videos, shared by the route handlers and the screens. Dates are ISO 8601 in
 * UTC, sizes are bytes.
 */
import type { Forecast } from "../deletion/types.ts";
import type { CostEstimate } from "../settings/estimate-cost.ts";
import type { MediaKind, TranscodeMode } from "../vod/types.ts";
import type { CatalogMezzanineState, Facet } from "./filter.ts";
import { foundBy } from "./found-by.ts";
import type { CatalogVideo, ListedVideo } from "./queries.ts";

export type VideoRow = {
  id: string;
  kind: MediaKind;
  title: string;
  status: string;
  sizeBytes: number | null;
  durationSeconds: number | null;
  cateName: string | null;
  coverUrl: string | null;
  createdAt: string;
  transcodeMode: TranscodeMode | null;
  storageClass: string | null;
  mezzanine: CatalogMezzanineState;
  /** Whether the filter of the selection matches it; true where none was asked about. */
  within: boolean;
  /** The tag or ReferenceId that the search met, where title and id do not show it. */
  foundBy: string | null;
};

export type VideoPage = { videos: VideoRow[]; nextCursor: string | null };

/** A selection or a filter, counted exactly. `unknown` are chosen ids that the catalog does not hold. */
export type AmountView = { count: number; bytes: number; unsized: number; unknown: number };

/** What the sources of a selection cost a month; null without prices for them. */
export type SelectionCostView = { estimate: CostEstimate | null };

/** How many videos have each value. An estimate leaves out values that its sample did not meet. */
export type FacetCounts = { exact: boolean; values: { value: string; count: number }[] };

export type FacetsView = {
  /** How many the filter matches. */
  total: { count: number; exact: boolean };
  /** By facet, as if the filter said nothing of that facet itself; the most frequent value first. */
  facets: Record<Facet, FacetCounts>;
};

export type StreamView = {
  key: string;
  definition: string | null;
  format: string | null;
  status: string | null;
  sizeBytes: number | null;
  /** The source itself played back: it goes with the source. */
  original: boolean;
  /** Plays on without the source. */
  survives: boolean;
};

export type VideoDetail = {
  video: VideoRow;
  description: string | null;
  tags: string | null;
  modifiedAt: string | null;
  storageLocation: string | null;
  appId: string | null;
  restoreStatus: string | null;
  observedAt: string;
  mezzanineCheckedAt: string | null;
  vanishedAt: string | null;
  live: LiveLookView;
};

export type LiveLookView =
  | {
      kind: "looked";
      found: "present" | "missing" | "forbidden" | "absent";
      /** null where the answer said nothing about the source. */
      source: { status: string | null; sizeBytes: number | null } | null;
      streams: StreamView[];
      forecast: Forecast;
      /** The short fact behind the forecast. */
      note: string | null;
    }
  /** VOD could not be asked; everything else is what the catalog holds. */
  | { kind: "unreachable"; code: string; requestId: string | null };

/** @param q the search that found it, if one did */
export function toVideoRow(v: CatalogVideo | ListedVideo, q: string | null = null): VideoRow {
  return {
    id: v.videoId,
    kind: v.kind,
    title: v.title,
    status: v.status,
    sizeBytes: v.sizeBytes,
    durationSeconds: v.durationSeconds,
    cateName: v.cateName,
    coverUrl: v.coverUrl,
    createdAt: v.createdAt.toISOString(),
    transcodeMode: v.transcodeMode,
    storageClass: v.storageClass,
    mezzanine: v.mezzanineState,
    within: "within" in v ? v.within : true,
    foundBy: q === null ? null : foundBy(q, v),
  };
}
