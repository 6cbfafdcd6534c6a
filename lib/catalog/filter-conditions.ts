import { and, eq, gte, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { attempts, videos } from "../db/schema.ts";
import { NONE, type VideoFilter } from "./filter.ts";

/** The videos of one environment that a filter matches. Videos known to exist no more match nothing. */
export function filterConditions(environmentId: string, filter: VideoFilter): SQL | undefined {
  return and(
    eq(videos.environmentId, environmentId),
    isNull(videos.vanishedAt),
    filter.q === null ? undefined : matchesSearch(filter.q),
    filter.status.length > 0 ? inArray(videos.status, filter.status) : undefined,
    oneOf(videos.cateId, filter.cateId, Number),
    oneOf(videos.storageClass, filter.storageClass, String),
    oneOf(videos.transcodeMode, filter.transcodeMode, String),
    filter.mezzanine.length > 0 ? inArray(videos.mezzanineState, filter.mezzanine) : undefined,
    filter.kind.length > 0 ? inArray(videos.kind, filter.kind) : undefined,
    filter.forced === null ? undefined : neverForced(environmentId),
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

/** What a person typed stands for itself: `%`, `_` and `\` are found as such. */
function matchesSearch(q: string): SQL | undefined {
  const literal = q.replace(/[\\%_]/g, "\\$&");
  return or(sql`${videos.title} ilike ${`%${literal}%`}`, sql`${videos.videoId} ilike ${`${literal}%`}`);
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
