/** An answer's body for reading: JSON is laid out, anything else (XML, HTML, a cut body) stays as it came. */
export function prettyBody(body: string): { text: string; isJson: boolean } {
  try {
    return { text: JSON.stringify(JSON.parse(body), null, 2), isJson: true };
  } catch {
    // Not JSON, which is evidence in itself.
    return { text: body, isJson: false };
  }
}
