"use client";

import { useState } from "react";
import { cx } from "@/components/ui/cx";

const SIGNS = { video: "video-icon", audio: "audio-icon" } as const;

/** The cover, or a sign in its place. Decorative: the title stands beside it. */
export function VideoPicture(props: { src: string | null; kind: "video" | "audio"; className?: string }) {
  const [failed, setFailed] = useState<string | null>(null);
  const look = cx("block aspect-video rounded-sm bg-sunken", props.className);
  if (props.src === null || props.src === failed) {
    return <span className={cx(look, "bg-center bg-no-repeat", SIGNS[props.kind])} />;
  }
  return (
    // biome-ignore lint/performance/noImgElement: covers lie on VOD's hosts, and the image optimiser is off
    <img
      src={props.src}
      alt=""
      loading="lazy"
      decoding="async"
      className={cx(look, "object-cover")}
      onError={() => setFailed(props.src)}
    />
  );
}
