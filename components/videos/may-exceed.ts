/** What of a column's width is for its text. A little of the padding may be used up before it looks cramped. */
const PADDING_REM = 1.25;
/** Of a letter at the size of a table's text: generous for small letters, and twice that for all that may be wide. */
const LETTER_REM = 0.5;
const SMALL = /[a-ln-vx-z0-9 .,:;()'-]/;

/**
 * Whether a text might be wider than a column of so many rem. It errs on the side of yes: each text that is cut
 * is painted apart, which a quick scroll feels, and so those that surely fit are not.
 */
export function mayExceed(text: string, columnRem: number): boolean {
  const room = (columnRem - PADDING_REM) / LETTER_REM;
  if (text.length > room) return true;
  let letters = 0;
  for (const letter of text) letters += SMALL.test(letter) ? 1 : 2;
  return letters > room;
}
