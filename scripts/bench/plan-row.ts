import { eq, sql } from "drizzle-orm";
import { rowsOf } from "../../lib/db/rows.ts";
import { deletions } from "../../lib/db/schema.ts";
import type { EngineDeps } from "../../lib/engine/deps.ts";
import { driveDeletion } from "../../lib/engine/driver/drive-deletion.ts";
import { confirm, driveFor } from "./engine-parts.ts";
import { FREEZE_KEY } from "./freeze-row.ts";
import type { Measurement, Size, StoreKind } from "./measurement.ts";
import { scriptedVod } from "./scripted-vod.ts";

const SLICE = 50_000;

/** Forecasting with answers at once for a while; then, with the rest forecast by statement, the planning. */
export async function planRow(c: EngineDeps, store: StoreKind, size: Size): Promise<Measurement[]> {
  const id = await frozenDeletion(c);
  const { vod } = scriptedVod({ sources: "present" });
  const started = performance.now();
  await driveFor({ ...c, vod }, id, size.seconds);
  const seconds = (performance.now() - started) / 1000;
  const [looked] = await rowsOf<{ count: number }>(
    c.db,
    sql`select count(*)::int as count from deletion_items where deletion_id = ${id} and inspected_at is not null`,
  );
  const perSecond = Number(looked?.count) / seconds;
  await forecastRest(c, id, size.videos);
  await confirm(c, id);
  const planSeconds = await plan(c, id);
  const own = { row: "plan", store, budget: null, bound: "most" } as const;
  return [
    { ...own, what: "forecasting, looks answered at once", measured: perSecond, unit: "ids/s" },
    {
      ...own,
      what: `planning ${size.videos.toLocaleString("en")} items`,
      measured: planSeconds,
      unit: "s",
    },
  ];
}

/** The deletion that the freeze left, whatever state it is in by now. */
export async function frozenDeletion(c: EngineDeps): Promise<string> {
  const [row] = await c.db
    .select({ id: deletions.id })
    .from(deletions)
    .where(eq(deletions.idempotencyKey, FREEZE_KEY));
  if (!row) throw new Error("Nothing was frozen.");
  return row.id;
}

/** What the driver would write for removable videos, in long statements. */
async function forecastRest(c: EngineDeps, id: string, count: number): Promise<void> {
  for (let from = 1; from <= count; from += SLICE) {
    await c.db.execute(sql`
      update deletion_items set forecast_state = 'deletable', needs_force = false, survives = 'streams',
        "group" = 'removable', inspected_at = now(), exception = null
      where deletion_id = ${id} and seq between ${from}::int and ${from + SLICE - 1}::int
    `);
  }
  await c.db.update(deletions).set({ progressSeq: count }).where(eq(deletions.id, id));
  const stop = new AbortController();
  const { vod } = scriptedVod({ sources: "present" });
  await driveDeletion({ ...c, vod }, id, stop.signal);
}

/** From the end of the countdown to the first call that leaves. */
async function plan(c: EngineDeps, id: string): Promise<number> {
  const stop = new AbortController();
  const { vod } = scriptedVod({ sources: "gone" });
  const started = performance.now();
  let seconds = 0;
  const first: typeof vod.deleteMezzanines = async (ids, force) => {
    seconds ||= (performance.now() - started) / 1000;
    stop.abort();
    return await vod.deleteMezzanines(ids, force);
  };
  await driveDeletion({ ...c, vod: { ...vod, deleteMezzanines: first } }, id, stop.signal);
  // Later rows measure sending, not the wait for the first batch's verification.
  await c.db
    .update(deletions)
    .set({ openLanes: ["normal", "force"] })
    .where(eq(deletions.id, id));
  return seconds;
}
