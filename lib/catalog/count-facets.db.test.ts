import { beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import type { Db } from "../db/types.ts";
import { clearCatalog, insertVideos, media } from "./catalog-fixtures.ts";
import { countFacets } from "./count-facets.ts";
import { EMPTY_FILTER } from "./filter.ts";

eachStore("the counts of a filter's menus", (store) => {
  let db: Db;
  beforeAll(() => {
    db = store().db;
  });
  beforeEach(async () => clearCatalog(db));

  it("are what choosing a value would show: under the other parts of the filter, not under its own", async () => {
    await insertVideos(db, "env-a", [
      media("a", { cateId: 1 }),
      media("b", { cateId: 1, status: "Blocked" }),
      media("c", { kind: "audio", transcodeMode: null }),
    ]);
    await insertVideos(db, "env-b", [media("foreign")]);
    const { facets, total } = await countFacets(db, "env-a", { ...EMPTY_FILTER, status: ["Normal"] });
    expect(total).toEqual({ count: 2, exact: true });
    expect(facets.status.values).toEqual([
      { value: "Normal", count: 2 },
      { value: "Blocked", count: 1 },
    ]);
    expect(facets.cateId.values.toSorted((x, y) => x.value.localeCompare(y.value))).toEqual([
      { value: "1", count: 1 },
      { value: "none", count: 1 },
    ]);
    expect(facets.kind.values.map(({ value }) => value).toSorted()).toEqual(["audio", "video"]);
    expect(facets.transcodeMode.values).toContainEqual({ value: "none", count: 1 });
  });
});
