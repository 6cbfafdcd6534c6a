import path from "node:path";
import { Worker } from "node:worker_threads";
import { openPglite } from "../open-pglite.ts";
import { ledgerFaults } from "./ledger-workload.ts";

/**
 * Opens the data folder of a crash image as the console does, and looks at the ledger and then at every
 * table and index.
 *
 * @param least rows of the ledger that were acknowledged; null when not even its table was
 * @param most rows that may be there, since their transaction had been sent
 * @returns what is wrong, one sentence per fault; empty for an intact image
 */
export async function checkImage(dataDir: string, least: number | null, most: number): Promise<string[]> {
  const faults: string[] = [];
  try {
    const store = await openPglite(dataDir, (message) => faults.push(`stopped: ${message}`));
    try {
      const { rows } = await store.executeSql("select to_regclass('ledger') is not null as there");
      if (rows[0]?.there) {
        const found = await store.executeSql(ledgerFaults(least ?? 0, most));
        faults.push(...found.rows.map((row) => String(row.fault)));
      } else if (least !== null) faults.push("the table of the ledger is not there");
    } finally {
      await store.close();
    }
    if (faults.length === 0) faults.push(...(await checkIndexes(path.join(dataDir, "pgdata"))));
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
  }
  return faults;
}

/** @returns what amcheck finds wrong */
async function checkIndexes(folder: string): Promise<string[]> {
  const worker = new Worker(new URL("./check-indexes-thread.ts", import.meta.url), {
    workerData: { folder },
    execArgv: [],
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`The check of the indexes ended with code ${code}.`)));
      worker.once("message", ({ checked, faults }: { checked: number; faults: string[] }) => {
        resolve(checked > 0 ? faults : ["no index was checked"]);
      });
    });
  } finally {
    await worker.terminate();
  }
}
