/**
 * A string literal for Java, Go, C#, C++, Python and TypeScript alike: JSON's escapes mean the same in all
 * of them. What JSON leaves as it is and one of them would not (line separators) is escaped too.
 */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** One word for a POSIX shell: nothing in it is expanded or run. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A PHP string without interpolation. */
export function phpQuoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
