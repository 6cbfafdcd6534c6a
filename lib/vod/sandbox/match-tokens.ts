/** One word of a Match expression. A string's text comes without its quotes. */
export type Token = { kind: "word" | "number" | "string" | "mark"; text: string };

const TOKEN = /\s*(?:([A-Za-z_][A-Za-z0-9_.]*)|(-?\d+(?:\.\d+)?)|'([^']*)'|([()[\],=]))/y;

/** The tokens of an expression, or null when it holds something else (full-width marks, an open quote). */
export function tokenize(text: string): Token[] | null {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const found = TOKEN.exec(trimmed);
    if (!found) return null;
    const [, word, number, string, mark] = found;
    if (word !== undefined) tokens.push({ kind: "word", text: word });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (string !== undefined) tokens.push({ kind: "string", text: string });
    else tokens.push({ kind: "mark", text: mark ?? "" });
  }
  return tokens;
}
