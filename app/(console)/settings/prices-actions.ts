"use server";

import { z } from "zod";
import { action } from "@/lib/actions/action.ts";
import { container } from "@/lib/container.ts";
import { pricesSchema, readPrices, savePrices } from "@/lib/settings/store-prices.ts";

/** Keeps what storage costs, or that nobody says. Estimates follow at once; nothing else does. */
export const savePricesAction = action(
  {
    role: "admin",
    name: "prices.change",
    schema: z.object({ prices: pricesSchema.nullable(), version: z.iso.datetime().nullable() }),
  },
  async ({ prices, version }, { actor }) => {
    const { db, environment } = await container();
    await savePrices(db, environment.id, { prices, version, actor });
    return await readPrices(db, environment.id);
  },
);
