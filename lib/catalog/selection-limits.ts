/**
 * Ids that a selection may name one by one, or leave out. Server actions take 1 MB, which is some 25,000 ids;
 * a selection of more is uploaded as a list first, and then named by that.
 */
export const MAX_SELECTED_IDS = 20_000;
