/**
 * What storage costs, as an administrator entered it: nothing is preset, and what has no price is not
 * estimated. Shared with the browser.
 */

/** VOD's storage classes that a file rests in (vod-api.md §2.10); a price for each may differ. */
export const PRICED_CLASSES = [
  "Standard",
  "IA",
  "Archive",
  "ColdArchive",
  "SourceIA",
  "SourceArchive",
  "SourceColdArchive",
] as const;
export type PricedClass = (typeof PRICED_CLASSES)[number];

export type Prices = {
  /** ISO 4217. */
  currency: string;
  /** For 10⁹ bytes and a month, as the decimal that was typed. */
  perGbMonth: Partial<Record<PricedClass, string>>;
};

const PRICE = /^\d{1,9}(\.\d{1,6})?$/;

/** A decimal of at most 6 places, so that a price is a whole number of millionths. */
export function isPrice(text: string): boolean {
  return PRICE.test(text);
}

/** Whether this is the code of a currency that is in use, in capitals. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}
