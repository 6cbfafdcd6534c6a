import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export type ScriptedServer = {
  url: string;
  /** Every request that arrived, in order. */
  requests: { url: URL; headers: IncomingMessage["headers"] }[];
  close(): Promise<void>;
};

/**
 * For tests: a server on loopback that answers each request as `script` says. The sandbox answers as VOD
 * does; this one as VOD, a proxy or a failing network might.
 */
export function startScriptedServer(
  script: (response: ServerResponse, request: IncomingMessage, count: number) => void,
): Promise<ScriptedServer> {
  const requests: ScriptedServer["requests"] = [];
  const server = createServer((request, response) => {
    requests.push({ url: new URL(request.url ?? "/", "http://127.0.0.1"), headers: request.headers });
    script(response, request, requests.length);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("no port");
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        requests,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  answerText(response, status, JSON.stringify(body), "application/json;charset=utf-8");
}

export function answerText(response: ServerResponse, status: number, body: string, type: string): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
