import { parseArgs } from "node:util";
import { startSandbox } from "./server.ts";

const HELP = `usage: node lib/vod/sandbox/main.ts [options]
  --port <n>     where to listen on 127.0.0.1; 0 picks a free port (SANDBOX_PORT, 4010)
  --data <dir>   keeps changes and settings there (SANDBOX_DATA; without it they end with the process)
  --videos <n>   size of the library, at most 2000000 (SANDBOX_VIDEOS, 25000)
  --seed <n>     another seed is another library (SANDBOX_SEED, 1)
  --parent       ends when standard input closes`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: process.env.SANDBOX_PORT || "4010" },
    data: { type: "string", default: process.env.SANDBOX_DATA || "" },
    videos: { type: "string", default: process.env.SANDBOX_VIDEOS || "25000" },
    seed: { type: "string", default: process.env.SANDBOX_SEED || "1" },
    parent: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function whole(name: "port" | "videos" | "seed"): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 0) throw new RangeError(`--${name} takes a whole number`);
  return value;
}

if (values.help) {
  console.log(HELP);
} else {
  const sandbox = await startSandbox({
    port: whole("port"),
    videos: whole("videos"),
    seed: whole("seed"),
    ...(values.data && { dataDir: values.data }),
  });
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void sandbox.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  if (values.parent) {
    process.stdin.on("end", end);
    process.stdin.on("close", end);
    process.stdin.on("error", end);
    process.stdin.resume();
  }
  console.log(`sandbox ready ${sandbox.url}`);
}
