/** How an account name is stored and compared: one spelling, lower case, no spaces around it. */
export function normalizeUsername(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}
