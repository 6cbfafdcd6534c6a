/** What a list may be at most. The screens say these numbers before and after (`lists.json`). */

/** Bytes of a file or of pasted text. A million ids with their line ends are some 33 MB. */
export const MAX_FILE_BYTES = 200_000_000;
/** Ids, duplicates and what is no id, together; VOD's search itself reaches no further (vod-api.md §2.1). */
export const MAX_LINES = 2_000_000;
/** Characters of one line, or of one record whose quotes hold line ends. */
export const MAX_RECORD_CHARS = 1_000_000;
/** Characters of an entry that are kept for the report; no id is that long. */
export const MAX_ENTRY_CHARS = 200;
/** Entries that travel in one request: well under 1 MB, whatever they hold. */
export const LINES_PER_PART = 5_000;
