/**
 * Every key of the console, once: who listens and the help sheet both read it here, several presses with a
 * space between them. `Mod` is ⌘ on Apple's machines and Ctrl elsewhere; letters stand for themselves in any
 * letter case. What no listener can see (`Click`) is for the sheet.
 */
export const KEYS = {
  palette: "Mod+K",
  help: "?",
  close: "Escape",
  down: "J",
  up: "K",
  open: "Enter",
  search: "/",
  select: "X Space",
  selectRange: "Shift+X Shift+Space Shift+Click",
  extendDown: "Shift+J",
  extendUp: "Shift+K",
};

export type KeyName = keyof typeof KEYS;

type Press = Pick<
  KeyboardEvent,
  "key" | "code" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey" | "isComposing" | "keyCode"
>;

/** Whether this machine's shortcuts go by ⌘; from `navigator.platform` or a User-Agent header. */
export function isApple(platform: string): boolean {
  return /Mac|iP(hone|ad|od)/.test(platform);
}

/** What a press means, or undefined. What an input method is composing means nothing. */
export function keyOf(press: Press, apple: boolean): KeyName | undefined {
  // 229: some browsers tell of the last press of a composition only so.
  if (press.isComposing || press.keyCode === 229 || press.altKey) return undefined;
  const [mod, foreign] = apple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (foreign) return undefined;
  const key = nameOf(press);
  // Signs need Shift on some layouts and not on others, so it only counts where it is a choice.
  const shift = press.shiftKey && /^([A-Z]|Space|Enter|Escape)$/.test(key);
  const pressed = `${mod ? "Mod+" : ""}${shift ? "Shift+" : ""}${key}`;
  const names = Object.keys(KEYS) as KeyName[];
  return names.find((name) => KEYS[name].split(" ").includes(pressed));
}

/** By what the key types; where that is no Latin letter, by its place on the keyboard. */
function nameOf({ key, code }: Press): string {
  if (key === " ") return "Space";
  // Browsers fill in forms with events that have no key at all.
  if (!key || key.length > 1) return key ?? "";
  if (key > "~" && code.startsWith("Key")) return code.slice(3);
  return key.toUpperCase();
}
