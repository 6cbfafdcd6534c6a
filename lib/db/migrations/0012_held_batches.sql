ALTER TABLE "batches" ADD COLUMN "held" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "batches_held" ON "batches" USING btree ("deletion_id") WHERE held;