type Listener = (text: string) => void;

let listener: Listener | undefined;

/** Says a text to people who do not see the screen, politely. Does nothing on the server. */
export function announce(text: string): void {
  listener?.(text);
}

/** For `Announcer`, which is mounted once. */
export function onAnnounce(next: Listener): () => void {
  listener = next;
  return () => {
    if (listener === next) listener = undefined;
  };
}
