/**
 * Ids that a server action names one by one, or leaves out. An action takes 1 MB, which is some 25,000 ids; more
 * are uploaded as a list first, and then named by that.
 */
export const MAX_SELECTED_IDS = 20_000;

/** Ids that a route which only reads takes in one request: as many as the console is made for. */
export const MAX_NAMED_IDS = 1_000_000;

/** The body of such a request: ids of 64 characters at most, each in quotes, and what stands around them. */
export const MAX_SELECTION_BYTES = MAX_NAMED_IDS * 67 + 100_000;
