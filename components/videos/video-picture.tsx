"use client";

import { useState } from "react";
import { cx } from "@/components/ui/cx";

/** The cover, or a sign in its place. Decorative: the title stands beside it. */
export function VideoPicture(props: { src: string | null; kind: "video" | "audio"; className?: string }) {
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <span
      className={cx(
        "grid aspect-video place-items-center overflow-hidden rounded-sm bg-sunken text-ink-faint",
        props.className,
      )}
    >
      {props.src === null || props.src === failed ? (
        <span
          className={cx(
            "drawn-icon",
            props.kind === "audio" ? "[--drawing:var(--note)]" : "[--drawing:var(--film)]",
          )}
        />
      ) : (
        // biome-ignore lint/performance/noImgElement: covers lie on VOD's hosts, and the image optimiser is off
        <img
          src={props.src}
          alt=""
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
          onError={() => setFailed(props.src)}
        />
      )}
    </span>
  );
}
