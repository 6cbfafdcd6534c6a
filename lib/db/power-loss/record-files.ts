import { createRequire, syncBuiltinESMExports } from "node:module";
import path from "node:path";
import type { FileOperation } from "./file-operation.ts";

type Call = (...args: unknown[]) => unknown;

/** Ways to change a file that the embedded store does not use; the record would not hold them. */
const UNRECORDED = [
  ...["appendFileSync", "copyFileSync", "cpSync", "fdatasyncSync", "linkSync", "rmSync", "symlinkSync"],
  ...["writevSync", "appendFile", "copyFile", "ftruncate", "rename", "truncate", "unlink", "write"],
  ...["writeFile", "writev"],
];

/**
 * From now on, tells `note` of every change that this thread makes below `folder` through node:fs, after the
 * change was made. Wraps the functions that Emscripten's NODEFS calls; one that it does not call throws, so
 * that a PGlite which begins to use it cannot slip past the record.
 *
 * @param fsyncs with `dropped`, fsync does nothing and is not told: the store as PGlite ships it
 */
export function recordFiles(
  folder: string,
  fsyncs: "made" | "dropped",
  note: (operation: FileOperation) => void,
): void {
  // The object that CommonJS hands out can be changed, other than the namespace of an import.
  const calls = createRequire(import.meta.url)("node:fs") as Record<string, Call | undefined>;
  const opened = new Set<number>();
  const below = (target: unknown) => {
    const relative = path.relative(folder, String(target)).split(path.sep).join("/");
    return relative.startsWith("..") ? null : relative;
  };
  const wrap = (name: string, around: (original: Call, args: unknown[]) => unknown) => {
    const original = calls[name];
    if (!original) throw new Error(`node:fs has no ${name}.`);
    calls[name] = (...args) => around(original, args);
  };
  const after = (name: string, told: (args: unknown[], result: unknown) => FileOperation | null) =>
    wrap(name, (original, args) => {
      const result = original(...args);
      const operation = told(args, result);
      if (operation) note(operation);
      return result;
    });
  const atPath = (name: string, told: (path: string, args: unknown[]) => FileOperation) =>
    after(name, (args) => {
      const relative = below(args[0]);
      return relative === null ? null : told(relative, args);
    });
  const atFd = (name: string, told: (fd: number, args: unknown[], result: unknown) => FileOperation) =>
    after(name, (args, result) => {
      const fd = Number(args[0]);
      return opened.has(fd) ? told(fd, args, result) : null;
    });

  after("openSync", ([target], result) => {
    const relative = below(target);
    if (relative === null) return null;
    opened.add(Number(result));
    return { op: "open", fd: Number(result), path: relative };
  });
  atFd("closeSync", (fd) => {
    opened.delete(fd);
    return { op: "close", fd };
  });
  atFd("writeSync", (fd, [, buffer, offset, , position], written) => {
    if (!ArrayBuffer.isView(buffer) || typeof position !== "number") {
      throw new Error("A write without a buffer or a position is not recorded.");
    }
    const start = buffer.byteOffset + Number(offset);
    const data = new Uint8Array(buffer.buffer, start, Number(written)).slice();
    return { op: "write", fd, position, data };
  });
  atFd("ftruncateSync", (fd, [, size]) => ({ op: "resize", target: fd, sizeBytes: Number(size ?? 0) }));
  atPath("truncateSync", (target, [, size]) => ({ op: "resize", target, sizeBytes: Number(size ?? 0) }));
  atPath("writeFileSync", (path, [, content]) => {
    if (content !== "") throw new Error("A file written as a whole is not recorded.");
    return { op: "create-file", path };
  });
  atPath("mkdirSync", (path) => ({ op: "create-folder", path }));
  atPath("unlinkSync", (path) => ({ op: "remove-file", path }));
  atPath("rmdirSync", (path) => ({ op: "remove-folder", path }));
  atPath("renameSync", (from, [, target]) => {
    const to = below(target);
    if (to === null) throw new Error("A file moved out of the folder is not recorded.");
    return { op: "rename", from, to };
  });
  if (fsyncs === "made") atFd("fsyncSync", (fd) => ({ op: "sync", fd }));
  else wrap("fsyncSync", () => undefined);
  for (const name of UNRECORDED) {
    wrap(name, (original, args) => {
      if (below(args[0]) === null && typeof args[0] !== "number") return original(...args);
      throw new Error(`${name} is not recorded.`);
    });
  }
  syncBuiltinESMExports();
}
