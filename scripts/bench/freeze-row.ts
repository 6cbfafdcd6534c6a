import { monitorEventLoopDelay } from "node:perf_hooks";
import { videoIds } from "../../lib/catalog/fill-catalog.ts";
import { rowsOf } from "../../lib/db/rows.ts";
import { createDeletion, type Selection } from "../../lib/engine/create-deletion.ts";
import type { EngineDeps } from "../../lib/engine/deps.ts";
import { ACTOR, driveToForecast } from "./engine-parts.ts";
import type { Measurement, Size, StoreKind } from "./measurement.ts";

const BUDGET_S = { pglite: 10, postgres: 5 } as const;
const LOOP_RESOLUTION_MS = 1;
/** The deletion that later rows plan and run. */
export const FREEZE_KEY = "bench-freeze-filter";

/** From the submit to the frozen list, once out of a filter and once out of ids. */
export async function freezeRow(c: EngineDeps, store: StoreKind, size: Size): Promise<Measurement[]> {
  const filtered = { kind: "filter", filterText: "", excludedIds: [] } as const;
  const byFilter = await freeze(c, FREEZE_KEY, { ...filtered, excludedIds: [] }, size.videos);
  const ids = (await rowsOf<{ id: string }>(c.db, videoIds(size.videos))).map((row) => row.id);
  const byList = await freeze(c, "bench-freeze-list", { kind: "ids", ids }, size.videos);
  return Object.entries({ "a filter": byFilter, "an id list": byList }).flatMap(
    ([name, { seconds, blockMs }]) => [
      {
        row: "freeze",
        store,
        what: `freeze ${size.videos.toLocaleString("en")} ids out of ${name}`,
        measured: seconds,
        unit: "s",
        budget: BUDGET_S[store],
        bound: "most",
      } as const,
      {
        row: "freeze",
        store,
        what: `longest block of the event loop meanwhile, ${name}`,
        measured: blockMs,
        unit: "ms",
        budget: 100,
        bound: "most",
      } as const,
    ],
  );
}

async function freeze(c: EngineDeps, idempotencyKey: string, selection: Selection, selectedCount: number) {
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  const started = performance.now();
  const { id } = await createDeletion(c, { actor: ACTOR, idempotencyKey, selection, selectedCount });
  await driveToForecast(c, id);
  const seconds = (performance.now() - started) / 1000;
  loop.disable();
  return { seconds, blockMs: loop.max / 1e6 };
}
