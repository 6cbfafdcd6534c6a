/**
 * The default export of a CommonJS package written as `exports.default`. Node's import gives the whole
 * `exports` as default, bundlers may give the export itself; the vendor's packages are loaded by both.
 */
export function interopDefault<T extends object>(imported: T): T {
  // The cast names what Node hands over in place of T; the type checker sees only the bundlers' view.
  const inner = (imported as { default?: T }).default;
  return inner ?? imported;
}
