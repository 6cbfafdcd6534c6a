-- contract: instances from before this file keep what is sending in the items; none was ever released
DROP INDEX "in_flight_by_deletion";--> statement-breakpoint
DROP INDEX "deletion_items_batch";--> statement-breakpoint
DROP INDEX "deletion_items_outcome";--> statement-breakpoint
DROP INDEX "deletion_items_group";--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "sent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "accepted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "check_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "batches_check" ON "batches" USING btree ("deletion_id","check_at") WHERE check_at is not null;--> statement-breakpoint
CREATE INDEX "deletion_items_batch" ON "deletion_items" USING btree ("deletion_id","batch_no") WHERE batch_no is not null;--> statement-breakpoint
CREATE INDEX "deletion_items_outcome" ON "deletion_items" USING btree ("deletion_id","outcome","seq") WHERE outcome <> 'pending';--> statement-breakpoint
CREATE INDEX "deletion_items_group" ON "deletion_items" USING btree ("deletion_id","group","seq") WHERE "group" is not null;--> statement-breakpoint
-- What an older version stored as sending: the batch says so from here on.
UPDATE "deletion_items" SET "outcome" = 'pending' WHERE "outcome" = 'sending';--> statement-breakpoint
INSERT INTO "deletion_tallies" ("deletion_id", "outcome", "count", "bytes")
SELECT "deletion_id", 'pending', "count", "bytes" FROM "deletion_tallies" WHERE "outcome" = 'sending'
ON CONFLICT ("deletion_id", "outcome") DO UPDATE
SET "count" = "deletion_tallies"."count" + excluded."count", "bytes" = "deletion_tallies"."bytes" + excluded."bytes";--> statement-breakpoint
DELETE FROM "deletion_tallies" WHERE "outcome" = 'sending';
