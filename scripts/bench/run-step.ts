import { z } from "zod";
import { fillCatalog } from "../../lib/catalog/fill-catalog.ts";
import { browserRow } from "./browser-row.ts";
import { catalogRow } from "./catalog-row.ts";
import { engineParts, openTarget, type Target, UNLIMITED } from "./engine-parts.ts";
import { freezeRow } from "./freeze-row.ts";
import { instancesRow } from "./instances-row.ts";
import { FULL, type Measurement, ROWS, type Size, SMALL, type StoreKind } from "./measurement.ts";
import { overviewRow } from "./overview-row.ts";
import { peersRow } from "./peers-row.ts";
import { planRow } from "./plan-row.ts";
import { quotaRow } from "./quota-row.ts";
import { engineRow, memoryRow, requestsRow } from "./run-rows.ts";
import { scriptedVod } from "./scripted-vod.ts";
import { wholeRow } from "./whole-row.ts";

/*
 * One row on one store, in a process of its own, so that no row meets the memory of another. The last line
 * on stdout is the JSON of its measurements.
 */
const step = z
  .object({
    row: z.enum([...ROWS, "fill"]),
    store: z.enum(["pglite", "postgres"]),
    small: z.boolean(),
    target: z.object({ databaseUrl: z.string().nullable(), dataDir: z.string() }),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));
export type Step = typeof step;

const measurements = await measure(step.row, step.store, step.target, step.small ? SMALL : FULL);
console.log(JSON.stringify(measurements));

async function measure(
  row: Step["row"],
  store: StoreKind,
  target: Target,
  size: Size,
): Promise<Measurement[]> {
  switch (row) {
    case "quota":
      return await quotaRow(target, store, size);
    case "peers":
      return await peersRow(target, store, size);
    case "instances":
      return await instancesRow(target, size);
    case "browser":
      return await browserRow(target, store, size);
    default:
      return await measureData(row, store, target, size);
  }
}

type DataRow = Exclude<Step["row"], "quota" | "peers" | "instances" | "browser">;

async function measureData(
  row: DataRow,
  store: StoreKind,
  target: Target,
  size: Size,
): Promise<Measurement[]> {
  const opened = await openTarget(target);
  try {
    const { vod } = scriptedVod({ sources: "present" });
    const rate = row === "requests" ? 50 : UNLIMITED;
    const c = await engineParts(opened, { vod, rate, account: `bench-${row}` });
    switch (row) {
      case "fill":
        await fillCatalog(opened, c.environment.id, size.videos);
        return [];
      case "catalog":
        return await catalogRow(c, store);
      case "overview":
        return await overviewRow(c, store, size);
      case "freeze":
        return await freezeRow(c, store, size);
      case "plan":
        return await planRow(c, store, size);
      case "engine":
        return await engineRow(c, store, size);
      case "memory":
        return await memoryRow(c, store, size);
      case "requests":
        return await requestsRow(c, store, size);
      case "whole":
        return await wholeRow(c, store, size);
      default:
        return row satisfies never;
    }
  } finally {
    await opened.close();
  }
}
