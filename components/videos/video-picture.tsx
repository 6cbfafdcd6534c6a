"use client";

import { Film, Music } from "lucide-react";
import { useState } from "react";
import { cx } from "@/components/ui/cx";

/** The cover, or a sign in its place. Decorative: the title stands beside it. */
export function VideoPicture(props: { src: string | null; kind: "video" | "audio"; className?: string }) {
  const [failed, setFailed] = useState<string | null>(null);
  const Icon = props.kind === "audio" ? Music : Film;
  return (
    <span
      className={cx(
        "grid aspect-video place-items-center overflow-hidden rounded-sm bg-sunken text-ink-faint",
        props.className,
      )}
    >
      {props.src === null || props.src === failed ? (
        <Icon aria-hidden className="size-4" />
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
