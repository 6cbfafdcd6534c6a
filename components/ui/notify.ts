export type Notice = {
  text: string;
  detail?: string;
  tone?: "ok" | "danger" | "neutral";
  /** One thing to do about it: open what was started. */
  action?: { label: string; onClick: () => void };
};

type Show = (notice: Notice) => void;

const waiting: Notice[] = [];
let show: Show | undefined;
let wake: (() => void) | undefined;

/**
 * Acknowledges something in a corner for a few seconds. It only acknowledges: an outcome lives at a URL, and
 * an error that must be read stands in the page.
 */
export function notify(notice: Notice): void {
  if (show) {
    show(notice);
  } else {
    waiting.push(notice);
    wake?.();
  }
}

/** For `Toaster`: called at the first notice, since nothing is loaded before. Gives the way to unsubscribe. */
export function onFirstNotice(listener: () => void): () => void {
  wake = listener;
  if (waiting.length > 0) listener();
  return () => {
    if (wake === listener) wake = undefined;
  };
}

/** For the loaded toaster: takes over, and gets what has been waiting. Gives the way to step down. */
export function takeNotices(next: Show): () => void {
  show = next;
  for (const notice of waiting.splice(0)) next(notice);
  return () => {
    if (show === next) show = undefined;
  };
}
