import type { CrashFate } from "./crash-fate.ts";
import { GrowingBytes } from "./growing-bytes.ts";

/**
 * What the disk takes or loses as a whole. PostgreSQL writes pages of 8 kB; the kernel keeps files in pages
 * of 4 kB, so half a page of PostgreSQL's may be there (full_page_writes is its answer to that).
 */
export const PAGE_BYTES = 4096;

type Change =
  | { kind: "page"; page: number; content: Buffer }
  /** `place` is its place among the changes to names and lengths. */
  | { kind: "length"; sizeBytes: number; place: number };

/** One file, under whatever name: what is lasting, what the store sees, and what was done in between. */
export class DiskFile {
  /** Place of the last change to its name or length, which its next fsync makes lasting. */
  lastPlace = -1;
  private readonly lasting: GrowingBytes;
  private readonly seen: GrowingBytes;
  private unsynced: Change[] = [];

  constructor(content: Buffer) {
    this.lasting = new GrowingBytes(content);
    this.seen = this.lasting.copy();
  }

  write(position: number, data: Uint8Array): void {
    if (data.length === 0) return;
    this.seen.write(position, data);
    const last = Math.floor((position + data.length - 1) / PAGE_BYTES);
    for (let page = Math.floor(position / PAGE_BYTES); page <= last; page += 1) {
      const content = Buffer.from(this.seen.read(page * PAGE_BYTES, (page + 1) * PAGE_BYTES));
      this.unsynced.push({ kind: "page", page, content });
    }
  }

  resize(sizeBytes: number, place: number): void {
    this.seen.resize(sizeBytes);
    this.unsynced.push({ kind: "length", sizeBytes, place });
  }

  sync(): void {
    for (const change of this.unsynced) {
      if (change.kind === "length") this.lasting.resize(change.sizeBytes);
      else this.lasting.write(change.page * PAGE_BYTES, change.content);
    }
    this.unsynced = [];
  }

  /** The content after a power loss that left the first `names` changes to names and lengths. */
  afterCrash(fate: CrashFate, names: number): Buffer {
    const left = this.lasting.copy();
    let versions = new Map<number, Buffer[]>();
    const settle = () => {
      const grownTo = this.grownTo(versions);
      for (const [page, contents] of versions) {
        const content = contents[fate.page(contents.length) - 1];
        if (content) left.write(page * PAGE_BYTES, content);
      }
      if (versions.size > 0 && grownTo > left.sizeBytes && fate.keepsLength()) left.resize(grownTo);
      versions = new Map();
    };
    for (const change of this.unsynced) {
      if (change.kind === "page") {
        const contents = versions.get(change.page);
        if (contents) contents.push(change.content);
        else versions.set(change.page, [change.content]);
      } else if (change.place < names) {
        settle();
        left.resize(change.sizeBytes);
      }
    }
    settle();
    return left.read(0);
  }

  private grownTo(versions: Map<number, Buffer[]>): number {
    let end = 0;
    for (const [page, contents] of versions) {
      end = Math.max(end, page * PAGE_BYTES + (contents.at(-1)?.length ?? 0));
    }
    return end;
  }
}
