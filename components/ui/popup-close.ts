import type { RefObject } from "react";

type Change = { event: Event; reason: string; cancel: () => void };

/** What a popup that is open does when its library wants to close it. */
export function closing(anchor: RefObject<HTMLElement | null>, onClose: () => void) {
  return (open: boolean, details: Change) => {
    // A press on the button itself is the button's to handle: closing here too would open it again.
    const target = details.event.target;
    const onAnchor = target instanceof Node && anchor.current?.contains(target);
    if (onAnchor && details.reason !== "escape-key") details.cancel();
    else if (!open) onClose();
  };
}
