/** What can be asked for from anywhere on the page: the palette, or the sheet of keys. */
export type Asked = "palette" | "keys";

let listener: ((what: Asked) => void) | undefined;

/** Opens it. */
export function ask(what: Asked): void {
  listener?.(what);
}

/** For `PaletteHost`, which is mounted once. */
export function onAsk(next: (what: Asked) => void): () => void {
  listener = next;
  return () => {
    if (listener === next) listener = undefined;
  };
}
