import * as fs from "node:fs";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** How often PostgreSQL asked for an fsync and the file system really made one. */
export type FsyncCounter = { count: number };

/** The part of Emscripten's NODEFS that is mended here; PGlite's types leave it open. */
type NodeFsInternals = {
  stream_ops: { fsync?: (stream: { nfd: number }) => number };
  /** Turns a Node error into the errno that PostgreSQL understands. */
  tryFSOperation<T>(run: () => T): T;
};

/**
 * PGlite's NodeFS with a working fsync. As shipped (0.5.16, electric-sql/pglite issue 1107) NODEFS has no
 * fsync operation, so that PostgreSQL's fsync succeeds without doing anything and a power loss takes
 * acknowledged commits with it. Files and folders come through the same operation.
 */
export class DurableNodeFs extends NodeFS {
  readonly fsyncs: FsyncCounter = { count: 0 };
  /**
   * Told when PostgreSQL gives up (a PANIC, such as no room for the next piece of its log). PGlite 0.5.16 goes on
   * after it inside WebAssembly, where it may never come back, so nobody else would hear of it.
   */
  onAbort: () => void = () => {};

  override async init(...args: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(...args);
    const { fsyncs } = this;
    const preRun = [
      ...(emscriptenOpts.preRun ?? []),
      (mod: { NODEFS: unknown; onAbort?: () => void }) => {
        mod.onAbort = () => this.onAbort();
        // An internal of PGlite without a type; the self-test at start notices when it moves.
        const nodeFs = mod.NODEFS as NodeFsInternals;
        nodeFs.stream_ops.fsync = (stream) =>
          nodeFs.tryFSOperation(() => {
            fs.fsyncSync(stream.nfd);
            fsyncs.count += 1;
            return 0;
          });
      },
    ];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}
