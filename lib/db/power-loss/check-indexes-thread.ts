/**
 * Reads every table and B-tree index of a closed embedded database with amcheck, each index against each row
 * of its table, and posts what is wrong as a list of sentences. The extension is PGlite's own, which the
 * console's thread does not load.
 */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { amcheck } from "@electric-sql/pglite/contrib/amcheck";
import { DurableNodeFs } from "../durable-node-fs.ts";
import { startParams } from "../pglite-settings.ts";

const { folder } = workerData as { folder: string };

const pg = await PGlite.create({
  fs: new DurableNodeFs(folder),
  startParams: startParams(),
  extensions: { amcheck },
});
await pg.exec("create extension if not exists amcheck");
const { rows } = await pg.query<{ name: string; kind: string }>(
  `select c.oid::regclass::text as name, c.relkind::text as kind from pg_class c
     left join pg_index i on i.indexrelid = c.oid
     join pg_am a on a.oid = c.relam
   where c.relpersistence = 'p' and (c.relkind in ('r', 't') or a.amname = 'btree' and i.indisvalid)`,
);
const faults: string[] = [];
for (const { name, kind } of rows) {
  try {
    if (kind === "i") await pg.query("select bt_index_check($1::regclass, true)", [name]);
    else {
      const heap = await pg.query<{ msg: string }>("select msg from verify_heapam($1::regclass)", [name]);
      faults.push(...heap.rows.map((row) => `${name}: ${row.msg}`));
    }
  } catch (error) {
    faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
await pg.close();
parentPort?.postMessage({ checked: rows.length, faults });
