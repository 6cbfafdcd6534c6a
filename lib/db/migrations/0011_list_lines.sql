CREATE TABLE "id_list_lines" (
	"id_list_id" text NOT NULL,
	"no" integer NOT NULL,
	"line" integer NOT NULL,
	"text" text NOT NULL,
	"status" text NOT NULL,
	"video_id" text,
	"detail" text,
	"candidates" text[],
	CONSTRAINT "id_list_lines_id_list_id_no_pk" PRIMARY KEY("id_list_id","no")
);
--> statement-breakpoint
ALTER TABLE "id_lists" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "id_lists" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "id_lists" ADD COLUMN "line_count" integer;--> statement-breakpoint
ALTER TABLE "id_lists" ADD COLUMN "part_digests" text[];--> statement-breakpoint
ALTER TABLE "id_lists" ADD COLUMN "counts" jsonb;--> statement-breakpoint
ALTER TABLE "id_lists" ADD COLUMN "sealed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "id_lists" ADD COLUMN "used_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "id_list_lines_video" ON "id_list_lines" USING btree ("id_list_id","video_id") WHERE video_id is not null;--> statement-breakpoint
CREATE INDEX "id_list_lines_status" ON "id_list_lines" USING btree ("id_list_id","status","no") WHERE status <> 'known';--> statement-breakpoint
CREATE INDEX "videos_by_reference" ON "videos" USING btree ("environment_id","reference_id") WHERE reference_id is not null;