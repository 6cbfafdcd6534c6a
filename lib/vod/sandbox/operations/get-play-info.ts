import { ApiError, invalidParameter, noAppRight, videoNotFound } from "../errors.ts";
import type { SandboxStream } from "../video.ts";
import { isoSeconds } from "../video.ts";
import { canRead, commaList, type Operation, type OperationContext, oneVideo } from "./operation.ts";
import { playInfo } from "./wire-media.ts";

/** GetPlayInfo (vod-api.md §2.7): only what is Normal plays; the list of streams is nested. */
export const getPlayInfo: Operation = {
  version: "2017-03-21",
  access: "read",
  idParameter: "VideoId",
  run: (context) => {
    const index = oneVideo(context);
    if (index === undefined) throw videoNotFound();
    const video = context.state.seen(index);
    if (!canRead(context, video)) throw noAppRight();
    if (video.status !== "Normal") {
      throw new ApiError(
        403,
        "Forbidden.IllegalStatus",
        `Status of the video is illegal. Current Status is ${video.status}.`,
      );
    }
    const streams = chosen(context, video.streams);
    if (streams.length === 0) {
      throw new ApiError(
        404,
        "InvalidVideo.NoneStream",
        "The video has no stream to play for the request parameter 'Formats,Definition,StreamType'.",
      );
    }
    return {
      VideoBase: {
        VideoId: video.id,
        Title: video.title,
        Status: video.status,
        Duration: video.durationSeconds.toFixed(4),
        CoverURL: video.coverUrl ?? undefined,
        CreationTime: isoSeconds(video.createdAt),
        MediaType: video.kind,
        StorageClass: video.storageClass,
        TranscodeMode: video.transcodeMode,
        OutputType: "cdn",
        ThumbnailList: [],
      },
      PlayInfoList: { PlayInfo: streams.map((stream) => playInfo(video, stream)) },
    };
  },
};

/** ResultType=Single, the default, gives the latest of each definition and format, which leaves out Invisible. */
function chosen({ params }: OperationContext, streams: readonly SandboxStream[]): SandboxStream[] {
  const resultType = params.ResultType || "Single";
  if (resultType !== "Single" && resultType !== "Multiple") throw invalidParameter("ResultType");
  const formats = commaList(params.Formats);
  const definitions = commaList(params.Definition);
  return streams.filter(
    (stream) =>
      (formats.length === 0 || formats.includes(stream.format)) &&
      (definitions.length === 0 || definitions.includes(stream.definition)) &&
      (resultType === "Multiple" || stream.status === "Normal"),
  );
}
