"use client";

import { CircleSlash, LoaderCircle, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Unknown } from "@/components/ui/format";
import type { CatalogMezzanineState } from "@/lib/catalog/filter.ts";
import { useVideoWords } from "./video-words";

const BUSY = ["Uploading", "Transcoding", "Checking"];
const FAILED = ["UploadFail", "TranscodeFail", "ProduceFail", "Blocked"];

/** The ordinary case is a plain word; only what differs gets a badge. */
export function StatusWord({ status, text }: { status: string; text: string }) {
  if (BUSY.includes(status)) return <Badge icon={LoaderCircle}>{text}</Badge>;
  if (FAILED.includes(status)) {
    return (
      <Badge tone="warn" icon={TriangleAlert}>
        {text}
      </Badge>
    );
  }
  return text;
}

/** What the last live look said of the source. */
export function SourceWord({ state, text }: { state: CatalogMezzanineState; text: string }) {
  if (state === "gone") return <Badge icon={CircleSlash}>{text}</Badge>;
  if (state === "busy") return <Badge icon={LoaderCircle}>{text}</Badge>;
  return text;
}

/** How a video was transcoded; not known for audio. */
export function ModeWord({ mode }: { mode: string | null }) {
  const { word } = useVideoWords();
  if (mode === null) return <Unknown />;
  return <span>{word("transcodeMode", mode)}</span>;
}

export function StorageWord({ storageClass }: { storageClass: string | null }) {
  const { word } = useVideoWords();
  return storageClass === null ? <Unknown /> : <span>{word("storageClass", storageClass)}</span>;
}
