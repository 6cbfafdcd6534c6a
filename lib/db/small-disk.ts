import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";

export type SmallDisk = {
  folder: string;
  /** Takes what is free, all but so many bytes, with a file beside the data. */
  fill(leaveBytes: number): void;
  /** Takes that file away again. */
  makeSpace(): void;
  remove(): void;
};

/**
 * A file system of its own that really runs full: a tmpfs, which takes the right to mount. For tests only.
 *
 * @returns null where this process may not mount
 */
export function openSmallDisk(sizeMb: number): SmallDisk | null {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mezzanine-disk-"));
  try {
    const options = ["-t", "tmpfs", "-o", `size=${sizeMb}m,mode=0777`, "mezzanine", folder];
    execFileSync("mount", options, { stdio: "ignore" });
  } catch {
    // Not root, or root without the right to mount (a plain container), or another system.
    fs.rmSync(folder, { recursive: true, force: true });
    return null;
  }
  const unmount = () => {
    execFileSync("umount", ["--lazy", folder], { stdio: "ignore" });
    fs.rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", unmount);
  const ballast = path.join(folder, "ballast");
  return {
    folder,
    fill(leaveBytes) {
      const { bavail, bsize } = fs.statfsSync(folder);
      const file = fs.openSync(ballast, "a");
      const block = Buffer.alloc(1024 * 1024, 1);
      for (let left = bavail * bsize - leaveBytes; left > 0; left -= block.length) {
        fs.writeSync(file, block, 0, Math.min(block.length, left));
      }
      fs.closeSync(file);
    },
    makeSpace: () => fs.rmSync(ballast, { force: true }),
    remove() {
      process.off("exit", unmount);
      unmount();
    },
  };
}

/** Whether tests with a small disk can run here. */
export function maySmallDisk(): boolean {
  const disk = process.platform === "linux" && process.getuid?.() === 0 ? openSmallDisk(1) : null;
  disk?.remove();
  return disk !== null;
}
