import http from "node:http";
import type { AddressInfo } from "node:net";
import { ADMIN_PREFIX, handleAdmin } from "./admin.ts";
import { controlOf } from "./control.ts";
import { type AccessKey, keyTable } from "./credentials.ts";
import { handleApi } from "./gateway.ts";
import { slidingLimits } from "./limits.ts";
import { requestLog } from "./request-log.ts";
import { scrollTokens } from "./scroll-tokens.ts";
import { searchIndex } from "./search-index.ts";
import { openSettings } from "./settings.ts";
import { openState } from "./state.ts";
import { nonceMemory } from "./verify.ts";

export type SandboxOptions = {
  /** 0, the default: any free port. */
  port?: number;
  /** Where changes and settings are kept; without it they end with the process. */
  dataDir?: string;
  /** How many videos the library has; 25,000 by default, at most 2,000,000. */
  videos?: number;
  seed?: number;
  /** The keys it knows instead of its own. */
  keys?: readonly AccessKey[];
  /** How many requests the log remembers; 100,000 by default. */
  logCapacity?: number;
  /** Unix ms, for signatures, tokens and read lag; the system's clock by default. */
  clock?: () => number;
  /** Monotonic ms, for the limits; the system's by default. */
  monotonic?: () => number;
  /** In [0, 1), for faults that strike by chance. */
  random?: () => number;
};

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/**
 * Starts a wire-compatible VOD on 127.0.0.1 (design: the sandbox; facts: vod-api.md).
 *
 * @returns its address, everything `control.ts` offers, and `close`, which ends open connections
 * @throws Error when the port is taken or the change log cannot be read
 */
export async function startSandbox(options: SandboxOptions = {}) {
  const { port = 0, dataDir, videos = 25_000, seed = 1, clock = Date.now, random = Math.random } = options;
  if (!Number.isInteger(videos) || videos < 0 || videos > 2_000_000) {
    throw new RangeError("the sandbox holds between 0 and 2,000,000 videos");
  }
  const settings = openSettings(dataDir, random);
  const now = () => clock() + settings.skewMs();
  const mono = options.monotonic ?? (() => performance.now());
  const state = openState({ seed, count: videos, dataDir, now });
  const search = searchIndex(state);
  search.warm();
  const log = requestLog(options.logCapacity ?? 100_000);
  const control = controlOf(state, settings, log, now);
  const parts = {
    state,
    search,
    scrollTokens: scrollTokens(now),
    settings,
    log,
    limits: slidingLimits(mono, settings.limits),
    keys: keyTable(options.keys),
    nonces: nonceMemory(),
    now,
    mono,
  };

  const server = http.createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    const url = new URL(request.url ?? "/", "http://sandbox");
    const handled = url.pathname.startsWith(ADMIN_PREFIX)
      ? handleAdmin(control, { seed, videos }, request, response, url)
      : handleApi(parts, request, response, url);
    handled.catch((error: Error) => {
      // A caller who leaves while still sending is no news; anything else is a mistake of the sandbox.
      if (!request.destroyed || request.complete) process.emitWarning(error);
      response.destroy();
    });
  });
  // Longer than any client keeps a connection, so that the server never closes one that is about to be used.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", ready);
  });
  const { port: actualPort } = server.address() as AddressInfo;

  return {
    ...control,
    url: `http://127.0.0.1:${actualPort}`,
    port: actualPort,
    seed,
    seededLibrary: state.seededLibrary,
    close: async (): Promise<void> => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
      state.close();
    },
  };
}
