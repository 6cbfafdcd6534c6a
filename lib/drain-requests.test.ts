import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchRequests } from "./drain-requests.ts";

describe("a process that has to end", () => {
  let watched: ReturnType<typeof watchRequests>;
  let server: Server;
  let received: ServerResponse[];
  const agent = new Agent({ keepAlive: true });
  /** Longer than a test may last: who waits it out fails. */
  const FOR_EVER_MS = 600_000;

  beforeEach(async () => {
    watched = watchRequests();
    received = [];
    server = createServer((_request, response) => void received.push(response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(() => {
    watched.unwatch();
    server.closeAllConnections();
    server.close();
  });

  /** A request that has arrived and is not answered yet. */
  async function underWay() {
    const { port } = server.address() as AddressInfo;
    const count = received.length;
    const request = get({ port, host: "127.0.0.1", agent });
    const answer = once(request, "response").then(([message]: IncomingMessage[]) => message);
    // Whoever is cut off on purpose is no failure of the test.
    answer.catch(() => {});
    while (received.length === count) await new Promise((resolve) => setImmediate(resolve));
    return { answer, response: received[count] };
  }

  it("answers what has come, says that the connection ends, and takes no new one", async () => {
    const { port } = server.address() as AddressInfo;
    const { answer, response } = await underWay();
    let drained = false;
    const draining = watched.drain(FOR_EVER_MS).then(() => {
      drained = true;
    });
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(drained).toBe(false);

    response?.end("done");
    const message = await answer;
    expect(message?.headers.connection).toBe("close");
    expect(message && (await text(message))).toBe("done");
    await draining;
  });

  it("does not wait for an idle connection, nor where nobody ever asked", async () => {
    await watched.drain(FOR_EVER_MS);
    const { answer, response } = await underWay();
    response?.end("done");
    const message = await answer;
    if (message) await text(message);
    await watched.drain(FOR_EVER_MS);
  });

  it("does not wait for ever for one that hangs, nor for one whose caller has gone", async () => {
    await underWay();
    await watched.drain(20);
    const gone = received[0]?.req.socket;
    gone?.destroy();
    await once(received[0] as ServerResponse, "close");
    await watched.drain(FOR_EVER_MS);
  });
});
