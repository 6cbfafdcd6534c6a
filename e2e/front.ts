import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { buffer } from "node:stream/consumers";

/** What stands before several instances, at the one address that people open. */
export type Front = {
  url: string;
  /** From now on requests go to these, each to the next one. */
  sendTo(...instances: string[]): void;
  stop(): Promise<void>;
};

/**
 * Hands each request on as a load balancer does: to the next instance, and past one that does not listen any
 * more. A request that an instance took and did not answer is lost, as it would be.
 */
export async function startFront(): Promise<Front> {
  let instances: readonly string[] = [];
  let turn = 0;

  async function handOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    turn += 1;
    const first = turn % instances.length;
    for (const instance of [...instances.slice(first), ...instances.slice(0, first)]) {
      try {
        await pass(instance, request, body, response);
        return;
      } catch (error) {
        if (!isRefused(error)) break;
      }
    }
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  }

  const server = createServer((request, response) => void handOn(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    sendTo(...some) {
      instances = some;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Resolves when the whole answer is passed on. The Host header stays that of the front. */
function pass(instance: string, from: IncomingMessage, body: Buffer, to: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const { method = "GET", url = "/", headers } = from;
    // A connection of its own for each, so that one which is refused has carried nothing.
    const onward = send(new URL(url, instance), { method, headers, agent: false }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
      answer.once("error", reject);
      to.once("close", resolve);
    });
    onward.once("error", reject);
    to.once("close", () => onward.destroy());
    onward.end(body);
  });
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
}
