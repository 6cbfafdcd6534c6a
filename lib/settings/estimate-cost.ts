import type { Prices } from "./prices.ts";

/** What is stored in one class; null where VOD gave none. */
export type ClassBytes = { storageClass: string | null; bytes: number };

export type CostEstimate = {
  /** ISO 4217. */
  currency: string;
  /** A month, rounded half up to the currency's own places: "1234.50". */
  perMonth: string;
  /** Costs something, but less than the smallest unit of the currency. */
  belowSmallest: boolean;
  /** Bytes in classes that have no price, which are not in the estimate. */
  unpricedBytes: number;
};

const MILLIONTHS = 1_000_000n;
const BYTES_PER_GB = 1_000_000_000n;

/**
 * What these bytes cost a month at these prices. Summed in whole millionths times bytes and rounded once, so
 * that no cent depends on how a fraction is stored. An estimate all the same: free amounts, steps, minimum
 * durations and retrieval are not in it.
 *
 * @returns null where there are bytes and none of them has a price
 */
export function estimateCost(prices: Prices, classes: readonly ClassBytes[]): CostEstimate | null {
  const known = new Map<string, string>(Object.entries(prices.perGbMonth));
  let exact = 0n;
  let pricedBytes = 0;
  let unpricedBytes = 0;
  for (const { storageClass, bytes } of classes) {
    const price = known.get(storageClass ?? "");
    if (price === undefined) {
      unpricedBytes += bytes;
    } else {
      pricedBytes += bytes;
      exact += millionths(price) * BigInt(bytes);
    }
  }
  if (pricedBytes === 0 && unpricedBytes > 0) return null;
  const places = decimalPlaces(prices.currency);
  const whole = MILLIONTHS * BYTES_PER_GB;
  const smallest = (exact * 10n ** BigInt(places) * 2n + whole) / (whole * 2n);
  return {
    currency: prices.currency,
    perMonth: toDecimal(smallest, places),
    belowSmallest: exact > 0n && smallest === 0n,
    unpricedBytes,
  };
}

/** How many decimal places amounts of this currency have. */
export function decimalPlaces(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

function millionths(price: string): bigint {
  const [whole = "0", fraction = ""] = price.split(".");
  return BigInt(whole) * MILLIONTHS + BigInt(fraction.padEnd(6, "0"));
}

function toDecimal(smallest: bigint, places: number): string {
  if (places === 0) return String(smallest);
  const digits = String(smallest).padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
