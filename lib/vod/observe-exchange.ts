import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";

/** What was seen on the wire of the one request a call makes. Filled while the call is under way. */
export type Observation = {
  request: ClientRequest | null;
  /** The TCP connection was made. While false, nothing can have reached the server. */
  connected: boolean;
  response: { status: number; headers: IncomingHttpHeaders; chunks: Buffer[]; complete: boolean } | null;
  /** Set at the deadline: whatever request the call still makes is destroyed before it leaves. */
  abandoned: boolean;
};

const current = new AsyncLocalStorage<Observation>();

/**
 * Runs a call of the official client and watches its request. The core drops status and body of answers it
 * cannot parse and does not tell a connection never made from one that fell silent; both decide here
 * whether ids must be read back (docs/decisions/002-vod-sdk-stand-in.md).
 */
export function observeExchange<T>(seen: Observation, call: () => Promise<T>): Promise<T> {
  return current.run(seen, call);
}

export function newObservation(): Observation {
  return { request: null, connected: false, response: null, abandoned: false };
}

// Published synchronously by the constructor of ClientRequest, so the storage is the caller's own. Requests
// made outside of observeExchange (credentials, other libraries) have no store and are left alone.
subscribe("http.client.request.created", (message) => {
  const seen = current.getStore();
  if (seen === undefined) return;
  const request = typeof message === "object" && message !== null && "request" in message && message.request;
  if (request instanceof ClientRequest) watch(seen, request);
});

function watch(seen: Observation, request: ClientRequest): void {
  seen.request = request;
  if (seen.abandoned) request.destroy();
  request.once("socket", (socket) => {
    if (!socket.connecting) seen.connected = true;
    else socket.once("connect", () => (seen.connected = true));
  });
  request.prependListener("response", (response) => collect(seen, response));
}

/**
 * Copies chunks as the parser pushes them. A `data` listener would set the stream flowing before the core
 * attaches its own, and the core would lose the beginning.
 */
function collect(seen: Observation, response: IncomingMessage): void {
  const chunks: Buffer[] = [];
  const copy = { status: response.statusCode ?? 0, headers: response.headers, chunks, complete: false };
  seen.response = copy;
  const push = response.push.bind(response);
  response.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    else if (chunk === null) copy.complete = response.complete;
    return push(chunk, encoding);
  };
}
