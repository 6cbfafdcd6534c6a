/**
 * Ids that a server action names one by one, or leaves out. An action takes 1 MB, which is some 25,000 ids; more
 * are uploaded as a list first, and then named by that.
 */
export const MAX_SELECTED_IDS = 20_000;

/**
 * Ids that a route which only reads takes in one request. Above 10 MB a body is cut on its way through `proxy.ts`,
 * and VOD's ids have 32 characters. Nobody chooses as many row by row: it takes thousands of pages.
 */
export const MAX_NAMED_IDS = 250_000;

/** The body of such a request, with room for what stands around the ids. */
export const MAX_SELECTION_BYTES = 10_000_000;
