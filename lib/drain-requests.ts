import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";

type Started = { request: IncomingMessage; response: ServerResponse; server: Server };
/** Node tells it of every HTTP server of the process, also of Next's, which hands out no reference to its own. */
const CHANNEL = "http.server.request.start";

/**
 * Watches the requests that this process serves, so that it can end without cutting one off: an action that
 * was carried out and never answered leaves a person guessing.
 *
 * @returns `drain`: takes no new connection and resolves when all that came is answered, or after
 *   `patienceMs`. `unwatch` is for tests.
 */
export function watchRequests(): { drain(patienceMs: number): Promise<void>; unwatch(): void } {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  let allAnswered: (() => void) | null = null;

  const started = (message: unknown) => {
    // The channel's documented message.
    const { response, server } = message as Started;
    servers.add(server);
    open.add(response);
    response.once("close", () => {
      open.delete(response);
      if (open.size === 0) allAnswered?.();
    });
    if (allAnswered) response.shouldKeepAlive = false;
  };
  subscribe(CHANNEL, started);

  return {
    async drain(patienceMs) {
      const answered = new Promise<void>((resolve) => {
        allAnswered = resolve;
      });
      // Closes idle connections too; on the others their caller hears that the next request goes elsewhere.
      for (const server of servers) server.close();
      for (const response of open) response.shouldKeepAlive = false;
      if (open.size === 0) return;
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, patienceMs);
      await Promise.race([answered, patience.promise]);
      clearTimeout(timer);
    },
    unwatch: () => void unsubscribe(CHANNEL, started),
  };
}
