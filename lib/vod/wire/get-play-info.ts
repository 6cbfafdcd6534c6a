import { z } from "zod";
import type { Stream } from "../types.ts";
import { toStream, wireStream } from "./stream.ts";
import { wireList } from "./value.ts";

const schema = z.object({ RequestId: z.string().min(1), PlayInfoList: wireList(wireStream, "PlayInfo") });

/** Reads a GetPlayInfo answer (vod-api.md §2.7). */
export function readPlayInfo(value: Record<string, unknown>, videoId: string): Stream[] {
  return schema.parse(value).PlayInfoList.map((stream) => toStream(stream, videoId));
}
