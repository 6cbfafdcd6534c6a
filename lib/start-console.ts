import { container, store } from "./container.ts";
import { watchRequests } from "./drain-requests.ts";
import { startWorker } from "./engine/start-worker.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";

const RETRY_MS = 5_000;
/** Beside the worker's 9 s; what a proxy in front waits for is mostly less. */
const REQUESTS_MS = 8_000;
const shared = globalThis as typeof globalThis & { mezzanineConsoleStarted?: boolean };

/**
 * Opens everything and starts the worker, once per process. While VOD
 * does not say whose account this is, the console answers with that reason and tries again.
 */
export function startConsole(): void {
  if (shared.mezzanineConsoleStarted) return;
  shared.mezzanineConsoleStarted = true;
  let stopWorker: (() => Promise<void>) | null = null;
  let ending = false;
  const requests = watchRequests();

  const start = async (): Promise<void> => {
    const c = await container();
    if (env().role !== "web") stopWorker = await startWorker(c);
  };
  const tryStart = () => {
    start().catch((error: unknown) => {
      log.error({ err: error }, "the console is not ready; it tries again");
      if (!ending) setTimeout(tryStart, RETRY_MS);
    });
  };
  tryStart();

  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    try {
      await Promise.all([requests.drain(REQUESTS_MS), stopWorker?.()]);
      await (await store()).close();
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, "the console did not stop cleanly");
      process.exit(1);
    }
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
}
