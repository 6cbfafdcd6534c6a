import { log } from "../log.ts";
import { openPglite } from "./open-pglite.ts";
import { openPostgres } from "./open-postgres.ts";
import type { Store } from "./types.ts";

/**
 * Opens the store and brings its tables up to date: PostgreSQL where `databaseUrl` is given, else the
 * embedded database in `dataDir`.
 *
 * @param onFatal told with a sentence when the embedded database can no longer be used; unless given, the
 *   process says so and ends, since nothing it would claim from then on could be kept
 * @throws FolderTaken, WrongDatabase, or an Error whose message is a sentence for the operator
 */
export async function openStore(options: {
  databaseUrl: string | null;
  dataDir: string;
  onFatal?: (message: string) => void;
}): Promise<Store> {
  if (options.databaseUrl) return await openPostgres(options.databaseUrl);
  return await openPglite(options.dataDir, options.onFatal ?? endProcess);
}

function endProcess(message: string): void {
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  log.fatal(`The embedded database stopped and the console with it: ${sentence} Then start it again.`);
  process.exit(1);
}
