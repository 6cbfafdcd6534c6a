import { beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { auditEvents } from "../db/schema.ts";
import { readPrices, savePrices } from "./store-prices.ts";

const actor = { id: "u1", name: "Ada" };
const prices = { currency: "CNY", perGbMonth: { Standard: "0.12" } };

eachStore("the prices of storage", (store) => {
  beforeEach(() => store().reset());

  it("are none until somebody enters them, and each environment has its own", async () => {
    const { db } = store();
    expect(await readPrices(db, "a")).toEqual({ prices: null, version: null });
    await savePrices(db, "a", { prices, version: null, actor });
    expect((await readPrices(db, "a")).prices).toEqual(prices);
    expect((await readPrices(db, "b")).prices).toBeNull();
  });

  it("can be taken away again", async () => {
    const { db } = store();
    await savePrices(db, "a", { prices, version: null, actor });
    const { version } = await readPrices(db, "a");
    await savePrices(db, "a", { prices: null, version, actor });
    expect((await readPrices(db, "a")).prices).toBeNull();
  });

  it("are changed with an audit row that says what they were", async () => {
    const { db } = store();
    await savePrices(db, "a", { prices, version: null, actor });
    expect(await db.select().from(auditEvents)).toMatchObject([
      { environmentId: "a", actorId: "u1", action: "prices.change", detail: { before: null, after: prices } },
    ]);
  });

  it("are not overwritten by somebody who has not seen the last change; nothing is recorded", async () => {
    const { db } = store();
    await savePrices(db, "a", { prices, version: null, actor });
    const other = { currency: "USD", perGbMonth: {} };
    await expect(savePrices(db, "a", { prices: other, version: null, actor })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await readPrices(db, "a")).prices).toEqual(prices);
    expect(await db.select().from(auditEvents)).toHaveLength(1);
  });

  it("keep one of two changes made at the same moment", async () => {
    const { db } = store();
    const changes = ["USD", "EUR"].map((currency) =>
      savePrices(db, "a", { prices: { ...prices, currency }, version: null, actor }),
    );
    const ends = await Promise.allSettled(changes);
    expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.select().from(auditEvents)).toHaveLength(1);
  });
});
