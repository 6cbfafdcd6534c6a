import { sql } from "drizzle-orm";
import type { EngineHarness } from "../engine-harness.ts";
import type { Drive } from "./context.ts";

/** For tests of single steps: a deletion as its driver has it, which nobody has taken over from. */
export async function driveByHand(h: EngineHarness, id: string, over: Partial<Drive> = {}): Promise<Drive> {
  const [row] = await h.rows<{ token: number }>(sql`select token from deletions where id = ${id}`);
  return {
    c: h.c,
    promptDb: h.db,
    id,
    environmentId: h.environment.id,
    token: Number(row?.token),
    signal: new AbortController().signal,
    nextBatchNo: 1,
    ...over,
  };
}
