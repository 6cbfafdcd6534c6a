import { and, eq, gte, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { attempts, videos, videoTokens } from "../db/schema.ts";
import { idKey } from "../vod/ids.ts";
import { FACETS, NONE, type VideoFilter } from "./filter.ts";
import { isOnList } from "./lists/on-list.ts";

/** The videos of one environment that a filter matches. Videos known to exist no more match nothing. */
export function filterConditions(environmentId: string, filter: VideoFilter): SQL | undefined {
  return and(listed(environmentId), matches(environmentId, filter));
}

/** The videos that lists of one environment are made of. */
export function listed(environmentId: string): SQL | undefined {
  return and(eq(videos.environmentId, environmentId), isNull(videos.vanishedAt));
}

/** What a filter says of a single video, undefined where it says nothing. */
export function matches(environmentId: string, filter: VideoFilter): SQL | undefined {
  return and(
    filter.q === null ? undefined : matchesSearch(filter.q),
    filter.status.length > 0 ? inArray(videos.status, filter.status) : undefined,
    oneOf(videos.cateId, filter.cateId, Number),
    oneOf(videos.storageClass, filter.storageClass, String),
    oneOf(videos.transcodeMode, filter.transcodeMode, String),
    filter.mezzanine.length > 0 ? inArray(videos.mezzanineState, filter.mezzanine) : undefined,
    filter.kind.length > 0 ? inArray(videos.kind, filter.kind) : undefined,
    filter.forced === null ? undefined : neverForced(environmentId),
    filter.onList === null ? undefined : isOnList(environmentId, filter.onList),
    filter.size === null ? undefined : isNull(videos.sizeBytes),
    filter.minBytes === null ? undefined : gte(videos.sizeBytes, filter.minBytes),
    filter.maxBytes === null ? undefined : lte(videos.sizeBytes, filter.maxBytes),
    filter.minSeconds === null ? undefined : gte(videos.durationSeconds, filter.minSeconds),
    filter.maxSeconds === null ? undefined : lte(videos.durationSeconds, filter.maxSeconds),
    filter.createdFrom === null ? undefined : gte(videos.createdAt, filter.createdFrom),
    filter.createdBefore === null ? undefined : lt(videos.createdAt, filter.createdBefore),
  );
}

/** By the evidence: an attempt is written before its request leaves. One set of ids, made once a statement. */
function neverForced(environmentId: string): SQL {
  return sql`${videos.videoId} not in (
    select unnest(${attempts.videoIds}) from ${attempts}
    where ${attempts.environmentId} = ${environmentId} and ${attempts.kind} = 'delete' and ${attempts.force}
  )`;
}

/**
 * The same through the index of tokens, as far as it knows: every video that the filter matches, and maybe a few
 * more. To be put beside the exact conditions where rows are looked for, not where they are walked through: the
 * tokens of a row take as long to make as ten rows to read.
 */
export function indexedMatches(filter: VideoFilter): SQL | undefined {
  const values = FACETS.flatMap((facet) => {
    // Values have been read by the filter's patterns, so that none needs to be quoted.
    const tokens = filter[facet].map((value) => `'\u0001${facet}=${value}'`);
    return tokens.length > 0 ? [sql`${tokens.join(" | ")}::tsquery`] : [];
  });
  const parts = filter.q === null ? values : [indexedSearch(filter.q), ...values];
  return parts.length > 0 ? sql`${videoTokens(videos)} @@ (${sql.join(parts, sql` && `)})` : undefined;
}

/**
 * What a person typed stands for itself, so that `%`, `_` and `\` are found as such. Letter case and width make no
 * difference in titles and tags; ids are compared as they are, but for the case of a whole VideoId (`idKey`).
 */
function matchesSearch(q: string): SQL | undefined {
  return or(
    sql`strpos(video_text(${videos.title}, ${videos.tags}), video_fold(${q})) > 0`,
    sql`starts_with(${videos.videoId}, ${idKey(q)})`,
    sql`starts_with(${videos.referenceId}, ${q})`,
  );
}

function indexedSearch(q: string): SQL {
  if (idKey(q) === q) return sql`video_query(${q})`;
  return sql`(video_query(${q}) || video_query(${idKey(q)}))`;
}

function oneOf(
  column: PgColumn,
  values: readonly string[],
  read: (text: string) => string | number,
): SQL | undefined {
  if (values.length === 0) return undefined;
  const named = values.filter((value) => value !== NONE).map(read);
  return or(
    named.length > 0 ? inArray(column, named) : undefined,
    values.includes(NONE) ? isNull(column) : undefined,
  );
}
