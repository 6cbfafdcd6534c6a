CREATE TABLE "protections" (
	"environment_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"removed_by" text,
	"removed_by_name" text,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "protections_environment_id_id_pk" PRIMARY KEY("environment_id","id")
);
--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "protections_added" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "protections_active" ON "protections" USING btree ("environment_id","kind","value") WHERE removed_at is null;