CREATE TABLE "attempts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"environment_id" text NOT NULL,
	"deletion_id" text NOT NULL,
	"batch_no" integer,
	"kind" text NOT NULL,
	"operation" text NOT NULL,
	"force" boolean DEFAULT false NOT NULL,
	"video_ids" text[] NOT NULL,
	"token" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"result" text,
	"trusted" boolean,
	"request_id" text,
	"http_status" integer,
	"code" text,
	"message" text,
	"body" text
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"environment_id" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"deletion_id" text NOT NULL,
	"no" integer NOT NULL,
	"lane" text NOT NULL,
	"state" text NOT NULL,
	"size" integer NOT NULL,
	"parent_no" integer,
	"look" boolean DEFAULT false NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone,
	CONSTRAINT "batches_deletion_id_no_pk" PRIMARY KEY("deletion_id","no")
);
--> statement-breakpoint
CREATE TABLE "catalog_syncs" (
	"id" text PRIMARY KEY NOT NULL,
	"environment_id" text NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"total" integer,
	"seen" integer DEFAULT 0 NOT NULL,
	"cursor" jsonb,
	"error_code" text,
	"error_message" text
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"environment_id" text NOT NULL,
	"cate_id" bigint NOT NULL,
	"cate_name" text NOT NULL,
	"parent_id" bigint NOT NULL,
	"level" integer NOT NULL,
	CONSTRAINT "categories_environment_id_cate_id_pk" PRIMARY KEY("environment_id","cate_id")
);
--> statement-breakpoint
CREATE TABLE "deletion_items" (
	"deletion_id" text NOT NULL,
	"seq" integer NOT NULL,
	"environment_id" text NOT NULL,
	"video_id" text NOT NULL,
	"title" text,
	"size_bytes" bigint,
	"forecast_state" text,
	"needs_force" boolean,
	"survives" text,
	"group" text,
	"forecast_note" text,
	"inspected_at" timestamp (3) with time zone,
	"exception" text,
	"lane" text,
	"batch_no" integer,
	"outcome" text DEFAULT 'pending' NOT NULL,
	"not_sent_reason" text,
	"code" text,
	"message" text,
	"maybe_sent" boolean DEFAULT false NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"sends" integer DEFAULT 0 NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"check_at" timestamp (3) with time zone,
	"checks" integer DEFAULT 0 NOT NULL,
	"present_looks" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "deletion_items_deletion_id_seq_pk" PRIMARY KEY("deletion_id","seq")
);
--> statement-breakpoint
CREATE TABLE "deletion_tallies" (
	"deletion_id" text NOT NULL,
	"outcome" text NOT NULL,
	"count" integer NOT NULL,
	"bytes" bigint NOT NULL,
	CONSTRAINT "deletion_tallies_deletion_id_outcome_pk" PRIMARY KEY("deletion_id","outcome")
);
--> statement-breakpoint
CREATE TABLE "deletions" (
	"id" text PRIMARY KEY NOT NULL,
	"environment_id" text NOT NULL,
	"state" text NOT NULL,
	"created_by" text NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"reason" text,
	"ticket" text,
	"idempotency_key" text NOT NULL,
	"parent_id" text,
	"cause" text,
	"id_list_id" text,
	"filter_text" text,
	"excluded_ids" text[],
	"selected_count" integer NOT NULL,
	"snapshot_at" timestamp (3) with time zone NOT NULL,
	"progress_seq" integer DEFAULT 0 NOT NULL,
	"progress_key" text,
	"item_count" integer DEFAULT 0 NOT NULL,
	"total_bytes" bigint DEFAULT 0 NOT NULL,
	"list_digest" text,
	"forecast_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 0 NOT NULL,
	"decisions" jsonb NOT NULL,
	"consents" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"confirmed_digest" text,
	"confirmed_by" text,
	"confirmed_by_name" text,
	"confirmed_at" timestamp (3) with time zone,
	"starts_at" timestamp (3) with time zone,
	"planned_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"result" text,
	"pause_code" text,
	"pause_detail" jsonb,
	"open_lanes" text[] DEFAULT '{}' NOT NULL,
	"token" integer DEFAULT 0 NOT NULL,
	"driven_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "environments" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"account_id" text NOT NULL,
	"region" text NOT NULL,
	"endpoint" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "id_lists" (
	"id" text PRIMARY KEY NOT NULL,
	"environment_id" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"video_ids" text[] NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "in_flight" (
	"environment_id" text NOT NULL,
	"video_id" text NOT NULL,
	"deletion_id" text NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "in_flight_environment_id_video_id_pk" PRIMARY KEY("environment_id","video_id")
);
--> statement-breakpoint
CREATE TABLE "quota" (
	"account" text NOT NULL,
	"operation" text NOT NULL,
	"tat" timestamp with time zone NOT NULL,
	"rate" double precision NOT NULL,
	"ceiling" double precision NOT NULL,
	"raised_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quota_account_operation_pk" PRIMARY KEY("account","operation")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"user_agent" text,
	"address" text
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"demo" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "videos" (
	"environment_id" text NOT NULL,
	"video_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"tags" text,
	"status" text NOT NULL,
	"size_bytes" bigint,
	"duration_seconds" double precision,
	"cate_id" bigint,
	"cate_name" text,
	"cover_url" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone,
	"storage_location" text,
	"app_id" text,
	"transcode_mode" text,
	"storage_class" text,
	"restore_status" text,
	"reference_id" text,
	"mezzanine_state" text DEFAULT 'unknown' NOT NULL,
	"mezzanine_checked_at" timestamp (3) with time zone,
	"observed_at" timestamp (3) with time zone NOT NULL,
	"sync_id" text,
	"vanished_at" timestamp (3) with time zone,
	CONSTRAINT "videos_environment_id_video_id_pk" PRIMARY KEY("environment_id","video_id")
);
--> statement-breakpoint
CREATE INDEX "attempts_by_batch" ON "attempts" USING btree ("deletion_id","batch_no");--> statement-breakpoint
CREATE INDEX "attempts_by_start" ON "attempts" USING btree ("deletion_id","started_at");--> statement-breakpoint
CREATE INDEX "attempts_open" ON "attempts" USING btree ("deletion_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "audit_by_subject" ON "audit_events" USING btree ("subject_type","subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit_events" USING btree ("environment_id","id");--> statement-breakpoint
CREATE INDEX "batches_pending" ON "batches" USING btree ("deletion_id","state","no");--> statement-breakpoint
CREATE INDEX "catalog_syncs_by_start" ON "catalog_syncs" USING btree ("environment_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "deletion_items_video" ON "deletion_items" USING btree ("deletion_id","video_id");--> statement-breakpoint
CREATE INDEX "deletion_items_batch" ON "deletion_items" USING btree ("deletion_id","batch_no");--> statement-breakpoint
CREATE INDEX "deletion_items_outcome" ON "deletion_items" USING btree ("deletion_id","outcome","seq");--> statement-breakpoint
CREATE INDEX "deletion_items_group" ON "deletion_items" USING btree ("deletion_id","group","seq");--> statement-breakpoint
CREATE INDEX "deletion_items_check" ON "deletion_items" USING btree ("deletion_id","check_at") WHERE check_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "deletions_idempotency" ON "deletions" USING btree ("environment_id","created_by","idempotency_key");--> statement-breakpoint
CREATE INDEX "deletions_by_created" ON "deletions" USING btree ("environment_id","created_at");--> statement-breakpoint
CREATE INDEX "deletions_by_state" ON "deletions" USING btree ("environment_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "deletions_one_open_child" ON "deletions" USING btree ("parent_id","cause") WHERE parent_id is not null and state not in ('finished', 'failed', 'discarded');--> statement-breakpoint
CREATE UNIQUE INDEX "environments_identity" ON "environments" USING btree ("account_id","region","endpoint");--> statement-breakpoint
CREATE INDEX "in_flight_by_deletion" ON "in_flight" USING btree ("deletion_id");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_failures_by_key" ON "sign_in_failures" USING btree ("key","at");--> statement-breakpoint
CREATE INDEX "videos_by_created" ON "videos" USING btree ("environment_id","created_at","video_id");--> statement-breakpoint
CREATE INDEX "videos_by_size" ON "videos" USING btree ("environment_id","size_bytes","video_id");--> statement-breakpoint
CREATE INDEX "videos_by_title" ON "videos" USING btree ("environment_id","title","video_id");