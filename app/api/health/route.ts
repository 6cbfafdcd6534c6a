import { sql } from "drizzle-orm";
import { store } from "@/lib/container.ts";
import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";

export const dynamic = "force-dynamic";

const PATIENCE_MS = 2000;

/**
 * `GET /api/health`, open to everyone, so it tells little: 200 `{ status: "ok", store, environment }`, or
 * 503 `{ status: "unavailable", reason }` with `starting` (the store is still being opened) or
 * `store-failed` (the log says why).
 */
export async function GET(): Promise<Response> {
  const patience = new AbortController();
  try {
    const answer = await Promise.race([look(), after(PATIENCE_MS, patience.signal)]);
    if (answer === "timeout") return unavailable("starting");
    return Response.json(
      { status: "ok", store: answer.kind, environment: env().vod.kind },
      { headers: { "cache-control": "no-store" } },
    );
  } catch (error) {
    log.error({ err: error }, "health check failed");
    return unavailable("store-failed");
  } finally {
    patience.abort();
  }
}

async function look() {
  const { db, kind } = await store();
  await db.execute(sql`select 1`);
  return { kind };
}

function after(ms: number, signal: AbortSignal): Promise<"timeout"> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve("timeout"), ms);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}

function unavailable(reason: "starting" | "store-failed"): Response {
  return Response.json(
    { status: "unavailable", reason },
    { status: 503, headers: { "cache-control": "no-store", "retry-after": "5" } },
  );
}
