import net, { type AddressInfo } from "node:net";

/** `open` lets everything through; `refuses` is no server at all; `hangs` takes connections and says nothing. */
export type GateState = "open" | "refuses" | "hangs";

export type VodGate = {
  url: string;
  set(state: GateState): Promise<void>;
  close(): Promise<void>;
};

/**
 * The way to a sandbox, which can be shut: connections that are open break off, new ones are refused or hang,
 * as when the machine behind an address dies or its network does. For tests only.
 */
export async function startVodGate(sandbox: { port: number }): Promise<VodGate> {
  const sockets = new Set<net.Socket>();
  let state: GateState = "open";
  const server = net.createServer((client) => {
    sockets.add(client);
    client.on("error", () => client.destroy()).on("close", () => sockets.delete(client));
    if (state !== "open") return;
    const upstream = net.connect(sandbox.port, "127.0.0.1");
    upstream.on("error", () => client.destroy()).on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
    client.pipe(upstream).pipe(client);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        server.off("error", reject);
        resolve();
      });
    });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async set(next) {
      if (next === state) return;
      if (state !== "refuses") await stop();
      state = next;
      if (state !== "refuses") await listen(port);
    },
    close: async () => {
      if (state !== "refuses") await stop();
    },
  };
}
