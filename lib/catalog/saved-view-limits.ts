/** Characters of a view's name; the dialog's field stops there as well. */
export const MAX_VIEW_NAME = 80;
