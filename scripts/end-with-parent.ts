/*
 * Preloaded (`node --import`) into what `npm start` starts: it stops when its standard input closes, which
 * is what a parent leaves behind that was killed.
 */
const stop = () => process.kill(process.pid, "SIGTERM");
process.stdin.once("end", stop);
process.stdin.once("error", stop);
process.stdin.resume();
// Listening for the end is no reason to live on.
process.stdin.unref();

export {};
