-- contract: two indexes of videos are made anew at once; no statement names them, and no release has the former ones
-- Room on each page, so that a change of what no index holds need not be written into all of them.
ALTER TABLE "videos" SET (fillfactor = 90);--> statement-breakpoint
DROP INDEX "videos_by_token";--> statement-breakpoint
DROP INDEX "videos_by_look";--> statement-breakpoint
ALTER TABLE "videos" ADD COLUMN "looked_on" date GENERATED ALWAYS AS ((looked_at at time zone 'UTC')::date) STORED;--> statement-breakpoint
CREATE INDEX "videos_by_token" ON "videos" USING gin (video_tokens("title", "tags", "video_id", "reference_id", "kind", "status", "cate_id", "storage_class", "transcode_mode", "mezzanine_state")) WITH (gin_pending_list_limit=512);--> statement-breakpoint
CREATE INDEX "videos_by_look" ON "videos" USING btree ("environment_id","looked_on" NULLS FIRST,"size_bytes" DESC NULLS LAST,"video_id");