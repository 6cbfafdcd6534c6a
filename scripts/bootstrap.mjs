/*
 * What `npm start` and `npm test` need before anything is installed. It runs on whatever Node the machine
 * has (20 or newer), so it is plain JavaScript and imports nothing but Node itself; the work is done by a
 * TypeScript script on the pinned Node.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "..");
const inRoot = (...parts) => path.join(root, ...parts);

/** Installs when needed, then runs `scripts/<script>` on Node 24 and ends with its exit code. */
export function runPinned(script) {
  process.chdir(root);
  installWhenNeeded();
  const args = [inRoot("scripts", script), ...process.argv.slice(2)];
  // The pipe is how the script notices that this process is gone, however it went.
  const child = spawn(pinnedNode(), args, { stdio: ["pipe", "inherit", "inherit"] });
  // Ctrl-C reaches the child by itself; a signal to this process alone has to be handed on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => process.exit(code ?? 1));
}

/** `npm ci` leaves this file, newer than the lock it installed from. */
function installWhenNeeded() {
  const installed = inRoot("node_modules", ".package-lock.json");
  const lock = inRoot("package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log("Installing packages…");
  const [command, ...args] = npm();
  // Development packages too, whatever NODE_ENV says: they build and test the console.
  const options = { cwd: root, stdio: "inherit", shell: process.platform === "win32" };
  const { status } = spawnSync(command, [...args, "ci", "--include=dev", "--no-audit", "--no-fund"], options);
  if (status === 0) return;
  console.error("The packages could not be installed: npm ci failed, see above. Nothing was started.");
  process.exit(1);
}

/** The npm that called this, or the one on the PATH. */
function npm() {
  const caller = process.env.npm_execpath;
  return caller?.endsWith(".js") ? [process.execPath, caller] : ["npm"];
}

function pinnedNode() {
  const pinned = inRoot("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  console.error(
    `This needs Node 24, which the package "node" should have brought; here is ${process.version}. ` +
      "Its install script may have been switched off: run npm rebuild node, or install Node 24.",
  );
  process.exit(1);
}
