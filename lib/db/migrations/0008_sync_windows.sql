CREATE TABLE "catalog_windows" (
	"sync_id" text NOT NULL,
	"no" integer NOT NULL,
	"kind" text NOT NULL,
	"field" text NOT NULL,
	"from_at" timestamp (3) with time zone,
	"to_at" timestamp (3) with time zone,
	"page_no" integer DEFAULT 1 NOT NULL,
	"scroll_token" text,
	"reached_at" timestamp (3) with time zone,
	"done" boolean DEFAULT false NOT NULL,
	CONSTRAINT "catalog_windows_sync_id_no_pk" PRIMARY KEY("sync_id","no")
);
--> statement-breakpoint
ALTER TABLE "catalog_syncs" ADD COLUMN "mode" text DEFAULT 'full' NOT NULL;--> statement-breakpoint
ALTER TABLE "videos" ADD COLUMN "looked_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "videos_by_look" ON "videos" USING btree ("environment_id","looked_at" NULLS FIRST,"size_bytes" DESC NULLS LAST,"video_id");