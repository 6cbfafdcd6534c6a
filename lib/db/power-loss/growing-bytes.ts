/** The content of one file: bytes past the end are zero when the file grows over them. */
export class GrowingBytes {
  private bytes: Buffer;
  private length: number;

  constructor(content: Buffer) {
    this.bytes = content;
    this.length = content.length;
  }

  get sizeBytes(): number {
    return this.length;
  }

  /** A view, not a copy: valid until the next change. */
  read(start: number, end = this.length): Buffer {
    return this.bytes.subarray(start, Math.min(end, this.length));
  }

  write(position: number, data: Uint8Array): void {
    const end = position + data.length;
    if (end > this.length) this.resize(end);
    this.bytes.set(data, position);
  }

  resize(sizeBytes: number): void {
    if (sizeBytes > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(sizeBytes, this.bytes.length * 2));
      larger.set(this.read(0));
      this.bytes = larger;
    } else if (sizeBytes < this.length) this.bytes.fill(0, sizeBytes, this.length);
    this.length = sizeBytes;
  }

  copy(): GrowingBytes {
    return new GrowingBytes(Buffer.from(this.read(0)));
  }
}
