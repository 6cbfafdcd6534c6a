/*
 * Preloaded (`node --import`) into what `npm start` starts: it stops when its standard input closes, which
 * is what a parent leaves behind that was killed. Threads get the preload too and have nothing to do here.
 */
import { Socket } from "node:net";
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  const stop = () => process.kill(process.pid, "SIGTERM");
  process.stdin.once("end", stop);
  process.stdin.once("error", stop);
  process.stdin.resume();
  // Listening for the end is no reason to live on.
  if (process.stdin instanceof Socket) process.stdin.unref();
}
