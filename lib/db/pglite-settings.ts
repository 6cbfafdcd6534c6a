import { PGlite } from "@electric-sql/pglite";

/** The major version inside the pinned PGlite; a data folder of another one cannot be opened. */
export const PGLITE_POSTGRES_MAJOR = "18";

/** PGlite's own start parameters without `-F` (which turns fsync off), with ours (design §6). */
export function startParams(): string[] {
  return [
    ...PGlite.defaultStartParams.filter((param) => param !== "-F"),
    ...["-c", "fsync=on"],
    // fdatasync does nothing in PGlite's C library; fsync reaches the hook of DurableNodeFs.
    ...["-c", "wal_sync_method=fsync"],
    ...["-c", "shared_buffers=32MB"],
    ...["-c", "max_wal_size=64MB"],
  ];
}
