CREATE TABLE "overviews" (
	"environment_id" text PRIMARY KEY NOT NULL,
	"library" jsonb,
	"counted_at" timestamp (3) with time zone,
	"took_ms" integer DEFAULT 0 NOT NULL,
	"reclaimed_count" integer DEFAULT 0 NOT NULL,
	"reclaimed_bytes" bigint DEFAULT 0 NOT NULL,
	"reclaimed_unsized" integer DEFAULT 0 NOT NULL,
	"runner" text,
	"beat_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "reclaimed_videos" (
	"environment_id" text NOT NULL,
	"video_id" text NOT NULL,
	"size_bytes" bigint,
	CONSTRAINT "reclaimed_videos_environment_id_video_id_pk" PRIMARY KEY("environment_id","video_id")
);
--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "reclaimed_seq" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "reclaimed_at" timestamp (3) with time zone;