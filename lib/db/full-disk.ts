/** As PostgreSQL (SQLSTATE, or its text where none comes along) and Node tell it. */
export function isFullDisk(error: { message: string; code?: unknown }): boolean {
  if (error.code === "53100" || error.code === "ENOSPC") return true;
  return /\bENOSPC\b|No space left on device/.test(error.message);
}

/** What a person reads: cause, effect on the data, what to do. */
export function fullDiskSentence(folder: string, cause: string): string {
  return (
    `The disk that holds ${folder} is full (${cause}). Nothing that was stored is lost, and what may have been ` +
    "sent is read back at the next start. Make space on it."
  );
}
