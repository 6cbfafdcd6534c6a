"use client";

import { useEffect, useState } from "react";
import { onAnnounce } from "./announce";

/** The polite live region that `announce()` speaks through. Mounted once, in the root layout. */
export function Announcer() {
  const [said, setSaid] = useState({ text: "", turn: 0 });
  useEffect(() => onAnnounce((text) => setSaid((last) => ({ text, turn: last.turn + 1 }))), []);
  return (
    <div aria-live="polite" className="sr-only">
      {/* A new element for each text, so that the same text twice is spoken twice. */}
      <p key={said.turn}>{said.text}</p>
    </div>
  );
}
