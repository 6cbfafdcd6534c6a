import { MAX_LINES } from "../lists/limits.ts";

/**
 * Ids that a server action names one by one, or leaves out. An action takes 1 MB, which is some 25,000 ids; more
 * are uploaded as a list first, and then named by that.
 */
export const MAX_SELECTED_IDS = 20_000;

/** Ids that a route which only reads takes in one request: what can be frozen can be counted and exported. */
export const MAX_NAMED_IDS = MAX_LINES;

/** The body of such a request: VOD's ids have 32 characters. `proxy.ts` lets it pass uncut. */
export const MAX_SELECTION_BYTES = 80_000_000;
