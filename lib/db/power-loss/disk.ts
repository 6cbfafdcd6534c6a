import * as fs from "node:fs";
import path from "node:path";
import type { CrashFate } from "./crash-fate.ts";
import { DiskFile } from "./disk-file.ts";
import type { FileOperation } from "./file-operation.ts";

/** What lies in a folder: its files, and the folders in it, by path. */
type Tree = { files: Map<string, NamedFile>; folders: Set<string> };

/** A file of the start is read only when it changes; until then it is where it was. */
type NamedFile = { from: string | null; file: DiskFile | null };

/** A change to names, as it is done again on the tree of the start. A change of length has no effect on it. */
type NameChange = (tree: Tree) => void;

/**
 * The disk below a folder as file operations go by: what the store sees, and what of it a power loss would
 * leave. The model, which is that of a journalling file system (ext4, XFS):
 *
 * - what a file holds is lasting once the file was synced; until then each page is by itself there in any of
 *   its versions, or not;
 * - changes to names and lengths reach the disk in the order they were made, so a power loss takes the last
 *   ones only; syncing a file or a folder makes its own last change lasting, and so all before it.
 */
export class Disk {
  private readonly start: Tree = { files: new Map(), folders: new Set() };
  private readonly now: Tree;
  private readonly opened = new Map<number, string | NamedFile>();
  private readonly changes: NameChange[] = [];
  /** Place of the last change of a name in a folder, by the folder's path. */
  private readonly lastIn = new Map<string, number>();
  private lasting = 0;

  /** @param base the folder as it was, wholly on disk, before the first operation */
  constructor(base: string) {
    for (const entry of fs.readdirSync(base, { withFileTypes: true, recursive: true })) {
      const full = path.join(entry.parentPath, entry.name);
      const name = path.relative(base, full).split(path.sep).join("/");
      if (entry.isDirectory()) this.start.folders.add(name);
      else this.start.files.set(name, { from: full, file: null });
    }
    this.now = copyTree(this.start);
  }

  apply(operation: FileOperation): void {
    switch (operation.op) {
      case "open":
        this.opened.set(operation.fd, this.now.files.get(operation.path) ?? operation.path);
        break;
      case "close":
        this.opened.delete(operation.fd);
        break;
      case "write":
        this.content(operation.fd).write(operation.position, operation.data);
        break;
      case "resize": {
        const file = this.content(operation.target);
        file.lastPlace = this.changes.push(() => {}) - 1;
        file.resize(operation.sizeBytes, file.lastPlace);
        break;
      }
      case "sync":
        this.sync(this.opened.get(operation.fd));
        break;
      case "create-file": {
        const created: NamedFile = { from: null, file: new DiskFile(Buffer.alloc(0)) };
        this.changeNames([operation.path], created, (tree) => tree.files.set(operation.path, created));
        break;
      }
      case "remove-file":
        this.changeNames([operation.path], null, (tree) => tree.files.delete(operation.path));
        break;
      case "create-folder":
        this.changeNames([operation.path], null, (tree) => tree.folders.add(operation.path));
        break;
      case "remove-folder":
        this.changeNames([operation.path], null, (tree) => tree.folders.delete(operation.path));
        break;
      case "rename": {
        const { from, to } = operation;
        const moved = this.fileAt(from);
        this.changeNames([from, to], moved, (tree) => {
          tree.files.delete(from);
          tree.files.set(to, moved);
        });
        break;
      }
      case "acknowledged":
        break;
      default:
        operation satisfies never;
    }
  }

  /** Writes into the new folder `target` what a power loss at this moment leaves. */
  writeImage(target: string, fate: CrashFate): void {
    const names = fate.names(this.lasting, this.changes.length);
    const left = copyTree(this.start);
    for (const change of this.changes.slice(0, names)) change(left);
    fs.mkdirSync(target, { recursive: true, mode: 0o700 });
    for (const folder of left.folders)
      fs.mkdirSync(path.join(target, folder), { recursive: true, mode: 0o700 });
    for (const [name, { from, file }] of left.files) {
      if (file) fs.writeFileSync(path.join(target, name), file.afterCrash(fate, names));
      else if (from) fs.copyFileSync(from, path.join(target, name));
    }
  }

  private changeNames(paths: string[], moved: NamedFile | null, change: NameChange): void {
    const place = this.changes.push(change) - 1;
    change(this.now);
    for (const name of paths) this.lastIn.set(parentOf(name), place);
    if (moved) contentOf(moved).lastPlace = place;
  }

  private sync(target: string | NamedFile | undefined): void {
    if (target === undefined) throw new Error("A file was synced that is not open.");
    if (typeof target === "string") {
      this.lasting = Math.max(this.lasting, (this.lastIn.get(target) ?? -1) + 1);
      return;
    }
    // Never written and never renamed: nothing waits.
    if (!target.file) return;
    target.file.sync();
    this.lasting = Math.max(this.lasting, target.file.lastPlace + 1);
  }

  private fileAt(name: string): NamedFile {
    const found = this.now.files.get(name);
    if (!found) throw new Error(`There is no file ${name} in the record.`);
    return found;
  }

  private content(target: number | string): DiskFile {
    const found = typeof target === "string" ? this.fileAt(target) : this.opened.get(target);
    if (!found || typeof found === "string") throw new Error("The record changes a file that is not open.");
    return contentOf(found);
  }
}

function contentOf(file: NamedFile): DiskFile {
  file.file ??= new DiskFile(file.from ? fs.readFileSync(file.from) : Buffer.alloc(0));
  return file.file;
}

/** The files are the same ones under both trees: a name moves, its content does not change by that. */
function copyTree(tree: Tree): Tree {
  return { files: new Map(tree.files), folders: new Set(tree.folders) };
}

function parentOf(name: string): string {
  const slash = name.lastIndexOf("/");
  return slash < 0 ? "" : name.slice(0, slash);
}
