import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { DecidableGroup, Group, NotSentReason, Outcome } from "@/lib/deletion/types.ts";
import type { DeletionCostView } from "@/lib/engine/estimate-deletion.ts";
import type { GroupGlanceView } from "@/lib/engine/read-group-glance.ts";
import type {
  CauseView,
  DeletionSummary,
  DeletionView,
  ItemEvidenceView,
  ItemsPage,
} from "@/lib/engine/views.ts";
import { fetchJson } from "./fetch-json";

export type DeletionsPage = { deletions: DeletionSummary[]; nextCursor: string | null };
export type ItemsFilter = {
  group?: Group;
  outcome?: Outcome;
  reason?: NotSentReason;
  code?: string;
};

/** The rows of one cause: an empty code asks for items without one, so that no others are among them. */
export function causeFilter({ outcome, reason, code }: CauseView): ItemsFilter {
  return { outcome, code: code ?? "", ...(reason && { reason }) };
}

export const ITEMS_PER_PAGE = 100;

export const deletionKeys = {
  list: ["deletions"] as const,
  one: (id: string) => ["deletion", id] as const,
  items: (id: string) => ["deletion-items", id] as const,
  evidence: (id: string, seq: number) => ["deletion-evidence", id, seq] as const,
  /** The digest stands for the choice that is estimated. */
  cost: (id: string, digest: string | null) => ["deletion-cost", id, digest] as const,
  /** A new forecast moves videos between groups, so it is part of the key. */
  glance: (id: string, group: DecidableGroup, forecastAt: string | null) =>
    ["deletion-glance", id, group, forecastAt] as const,
};

const path = (id: string) => `/api/deletions/${encodeURIComponent(id)}`;

/** Where the server streams the file from: everything about a deletion, or the items of one group. */
export function exportPath(id: string, query: { format: "csv" | "json" | "jsonl"; group?: Group }): string {
  return `${path(id)}/export?${new URLSearchParams(query)}`;
}

/** One deletion as it is now. */
export function deletionQuery(id: string) {
  return queryOptions({
    queryKey: deletionKeys.one(id),
    queryFn: ({ signal }) => fetchJson<DeletionView>(path(id), signal),
  });
}

/** The list of deletions, newest first, page by page. */
export function deletionsQuery() {
  return infiniteQueryOptions({
    queryKey: deletionKeys.list,
    queryFn: ({ signal, pageParam }) =>
      fetchJson<DeletionsPage>(
        pageParam === null ? "/api/deletions" : `/api/deletions?cursor=${encodeURIComponent(pageParam)}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Items of a deletion in the order of the frozen list, page by page. */
export function itemsQuery(id: string, filter: ItemsFilter) {
  return infiniteQueryOptions({
    queryKey: [...deletionKeys.items(id), filter],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ ...filter, limit: String(ITEMS_PER_PAGE) });
      if (pageParam !== null) query.set("cursor", String(pageParam));
      return fetchJson<ItemsPage>(`${path(id)}/items?${query}`, signal);
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** One item with everything that was asked and answered about it. */
export function evidenceQuery(id: string, seq: number) {
  return queryOptions({
    queryKey: deletionKeys.evidence(id, seq),
    queryFn: ({ signal }) => fetchJson<ItemEvidenceView>(`${path(id)}/items/${seq}`, signal),
  });
}

/** Which videos a group of the review is made of, as of one forecast. */
export function glanceQuery(id: string, group: DecidableGroup, forecastAt: string | null) {
  return queryOptions({
    queryKey: deletionKeys.glance(id, group, forecastAt),
    queryFn: ({ signal }) => fetchJson<GroupGlanceView>(`${path(id)}/groups/${group}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What the included sources cost a month, for one choice of them. */
export function costQuery(id: string, digest: string | null) {
  return queryOptions({
    queryKey: deletionKeys.cost(id, digest),
    queryFn: ({ signal }) => fetchJson<DeletionCostView>(`${path(id)}/cost`, signal),
    enabled: digest !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
