/**
 * One thing the embedded store did to its folder, in the order it was done. Paths are relative to the folder
 * with `/` between; the folder itself is the empty path. `acknowledged` is no file operation: it marks the
 * moment at which the store said that the request with this id is done.
 */
export type FileOperation =
  | { op: "open"; fd: number; path: string }
  | { op: "close"; fd: number }
  | { op: "write"; fd: number; position: number; data: Uint8Array }
  | { op: "resize"; target: number | string; sizeBytes: number }
  | { op: "sync"; fd: number }
  | { op: "create-file"; path: string }
  | { op: "create-folder"; path: string }
  | { op: "remove-file"; path: string }
  | { op: "remove-folder"; path: string }
  | { op: "rename"; from: string; to: string }
  | { op: "acknowledged"; id: number };
