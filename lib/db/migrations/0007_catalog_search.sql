-- contract: the three indexes of sorts are made anew at once, without what vanished; no statement names them
CREATE FUNCTION video_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(CASE WHEN octet_length(t) = length(t) THEN t ELSE normalize(t, NFKC) END);
--> statement-breakpoint
CREATE FUNCTION video_text(title text, tags text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN video_fold(title || E'\n' || coalesce(tags, ''));
--> statement-breakpoint
-- Three characters from each place of the text on, fewer at its end, so that the beginning of a token is found for
-- one and two; after them the beginnings of the ids and the values, told from words by a control character.
CREATE FUNCTION video_tokens(title text, tags text, video_id text, reference_id text, kind text, status text,
  cate_id int8, storage_class text, transcode_mode text, mezzanine_state text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
RETURN (
  SELECT array_to_tsvector(
    ARRAY(SELECT substr(folded, i, 3) FROM generate_series(1, length(folded)) i)
    || ARRAY[
      E'\x01id=' || left(video_id, 8),
      E'\x01id=' || left(coalesce(reference_id, ''), 8),
      E'\x01kind=' || kind,
      E'\x01status=' || status,
      E'\x01cateId=' || coalesce(cate_id::text, 'none'),
      E'\x01storageClass=' || coalesce(storage_class, 'none'),
      E'\x01transcodeMode=' || coalesce(transcode_mode, 'none'),
      E'\x01mezzanine=' || mezzanine_state
    ])
  FROM (SELECT video_text(title, tags) AS folded OFFSET 0) text
);
--> statement-breakpoint
-- What the tokens of a video hold when its text holds what was typed, or one of its ids begins with it: never less.
CREATE FUNCTION video_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT (
    '(' || string_agg(
      '''' || replace(replace(substr(folded, start, 3), '\', '\\'), '''', '''''') || ''''
        || CASE WHEN length(folded) < 3 THEN ':*' ELSE '' END,
      ' & ')
    || ') | ''' || E'\x01id=' || replace(replace(left(typed, 8), '\', '\\'), '''', '''''') || ''':*'
  )::tsquery
  FROM (SELECT video_fold(typed) AS folded OFFSET 0) text,
    LATERAL (
      SELECT DISTINCT least(i, greatest(length(folded) - 2, 1)) AS start
      FROM generate_series(1, length(folded), 3) i
    ) starts
  GROUP BY folded
);
--> statement-breakpoint
DROP INDEX "videos_by_created";--> statement-breakpoint
DROP INDEX "videos_by_size";--> statement-breakpoint
DROP INDEX "videos_by_title";--> statement-breakpoint
CREATE INDEX "videos_by_duration" ON "videos" USING btree ("environment_id","duration_seconds") WHERE vanished_at is null;--> statement-breakpoint
CREATE INDEX "videos_by_token" ON "videos" USING gin (video_tokens("title", "tags", "video_id", "reference_id", "kind", "status", "cate_id", "storage_class", "transcode_mode", "mezzanine_state")) WITH (gin_pending_list_limit=512) WHERE vanished_at is null;--> statement-breakpoint
CREATE INDEX "videos_by_created" ON "videos" USING btree ("environment_id","created_at","video_id") WHERE vanished_at is null;--> statement-breakpoint
CREATE INDEX "videos_by_size" ON "videos" USING btree ("environment_id","size_bytes","video_id") WHERE vanished_at is null;--> statement-breakpoint
CREATE INDEX "videos_by_title" ON "videos" USING btree ("environment_id","title","video_id") WHERE vanished_at is null;