-- contract: instances from before this file read whole arrays; none was ever released
CREATE TABLE "id_list_parts" (
	"id_list_id" text NOT NULL,
	"no" integer NOT NULL,
	"video_ids" text[] NOT NULL,
	CONSTRAINT "id_list_parts_id_list_id_no_pk" PRIMARY KEY("id_list_id","no")
);
--> statement-breakpoint
INSERT INTO "id_list_parts" ("id_list_id", "no", "video_ids")
SELECT l."id", (v.ord - 1) / 5000, array_agg(v.id ORDER BY v.ord)
FROM "id_lists" l CROSS JOIN unnest(l."video_ids") WITH ORDINALITY AS v(id, ord) GROUP BY 1, 2;--> statement-breakpoint
ALTER TABLE "id_lists" DROP COLUMN "video_ids";