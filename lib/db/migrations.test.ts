import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/*
 * While instances are replaced one after the other, old ones work on what the first new one has migrated
 * (docs/decisions/008-migrations-expand-then-contract.md). This reads the files; it is no parser of SQL, and
 * meets what drizzle-kit writes and what one would write by hand.
 */
const FOLDER = path.join("lib", "db", "migrations");
/** Before it there was nothing to be compatible with. */
const FIRST = "0000_tables.sql";

const TAKES_AWAY: [what: string, pattern: RegExp][] = [
  ["drops", /\bdrop\s+(?!default\b|not\s+null\b)/i],
  ["renames", /\brename\b/i],
  ["retypes", /\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i],
  ["demands a value", /\bset\s+not\s+null\b/i],
  [
    "demands a value",
    /\badd\s+(column\s+)?(?!constraint\b)(?:(?!\bdefault\b|\bgenerated\b).)*\bnot\s+null\b(?!.*\bdefault\b)/is,
  ],
  ["forbids values", /\balter\s+table\b.*\badd\s+(constraint\b|check\b|unique\b|primary\b|foreign\b)/is],
  ["forbids values", /\bcreate\s+unique\s+index\b/i],
  ["empties", /\b(truncate|delete\s+from)\b/i],
];

/** What a migration does that an old instance may stumble over; nothing of what it makes itself. */
function takesAway(text: string): string[] {
  if (/^-- contract: \S.{19,}/.test(text)) return [];
  const statements = text
    .replaceAll(/--(?!> statement-breakpoint).*$/gm, "")
    .split(/--> statement-breakpoint|;/)
    .map((statement) => statement.trim())
    .filter(Boolean);
  const made = new Set(
    statements.flatMap((statement) =>
      tableOf(/^create\s+table\s+(?:if\s+not\s+exists\s+)?(\S+)/i, statement),
    ),
  );
  return statements.flatMap((statement) => {
    if (/^create\s+table\b/i.test(statement)) return [];
    const [on] = tableOf(/^(?:alter\s+table|create\s+unique\s+index\b.*?\bon)\s+(\S+)/is, statement);
    if (on && made.has(on)) return [];
    return TAKES_AWAY.filter(([, pattern]) => pattern.test(statement)).map(
      ([what]) => `${what}: ${statement}`,
    );
  });
}

function tableOf(pattern: RegExp, statement: string): string[] {
  const name = pattern.exec(statement)?.[1];
  return name ? [name.replaceAll(/"|\(.*$/g, "").replace(/^public\./, "")] : [];
}

describe("a migration", () => {
  it("takes nothing from the instances of the version before it", () => {
    const later = readdirSync(FOLDER).filter((name) => name.endsWith(".sql") && name > FIRST);
    for (const name of later) {
      expect(takesAway(readFileSync(path.join(FOLDER, name), "utf8")), name).toEqual([]);
    }
  });

  it.each([
    'ALTER TABLE "deletions" ADD COLUMN "note" text;',
    `ALTER TABLE "deletions" ADD COLUMN "rank" integer DEFAULT 0 NOT NULL;`,
    "alter table deletions add column rank integer not null default 0",
    'ALTER TABLE "deletions" ALTER COLUMN "note" DROP NOT NULL;',
    'CREATE INDEX "deletions_note" ON "deletions" USING btree ("note");',
    'CREATE TABLE "notes" ("id" text PRIMARY KEY NOT NULL);--> statement-breakpoint\nALTER TABLE "notes" ADD CONSTRAINT "c" FOREIGN KEY ("id") REFERENCES "public"."deletions"("id");--> statement-breakpoint\nCREATE UNIQUE INDEX "n" ON "notes" USING btree ("id");',
    "-- contract: nobody reads deletions.note since 1.4\nALTER TABLE deletions DROP COLUMN note;",
  ])("may add: %s", (text) => {
    expect(takesAway(text)).toEqual([]);
  });

  it.each([
    'ALTER TABLE "deletions" DROP COLUMN "reason";',
    'DROP TABLE "batches";',
    'DROP INDEX "deletions_key";',
    'ALTER TABLE "deletions" RENAME COLUMN "reason" TO "why";',
    'ALTER TABLE "deletions" RENAME TO "removals";',
    'ALTER TABLE "deletions" ALTER COLUMN "reason" SET DATA TYPE varchar(10);',
    'ALTER TABLE "deletions" ALTER COLUMN "reason" SET NOT NULL;',
    'ALTER TABLE "deletions" ADD COLUMN "note" text NOT NULL;',
    'ALTER TABLE "deletions" ADD CONSTRAINT "short" CHECK (length(reason) < 10);',
    'CREATE UNIQUE INDEX "one" ON "deletions" USING btree ("reason");',
    'TRUNCATE "deletions";',
    "-- contract:\nDROP TABLE batches;",
  ])("may not take away or demand without saying so: %s", (text) => {
    expect(takesAway(text)).toHaveLength(1);
  });
});
