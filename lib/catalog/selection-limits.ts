/**
 * Ids that a selection may name one by one. Server actions take 1 MB, which is some 25,000 ids; more videos
 * than this are selected by a filter, which has no limit.
 */
export const MAX_SELECTED_IDS = 20_000;
