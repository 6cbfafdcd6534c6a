import { fileNotFound, noAppRight, videoNotFound } from "../errors.ts";
import { isoSeconds } from "../video.ts";
import { canRead, type Operation, oneVideo } from "./operation.ts";
import { mezzanineInfo } from "./wire-media.ts";

/** GetMezzanineInfo (vod-api.md §2.5); what it says of a deleted source is a switch. */
export const getMezzanineInfo: Operation = {
  version: "2017-03-21",
  access: "read",
  idParameter: "VideoId",
  run: (context) => {
    const index = oneVideo(context);
    if (index === undefined) throw videoNotFound();
    const video = context.state.seen(index);
    if (!canRead(context, video)) throw noAppRight();
    const gone = video.mezzanineStatus === "Deleted";
    if (gone && context.switches.mezzanineGone === "fileNotFound") throw fileNotFound();
    if (gone) {
      return {
        Mezzanine: {
          VideoId: video.id,
          FileName: video.fileName,
          Size: video.sizeBytes,
          Status: "Deleted",
          CreationTime: isoSeconds(video.createdAt),
          OutputType: "cdn",
        },
      };
    }
    return {
      Mezzanine: {
        VideoId: video.id,
        ...mezzanineInfo(video),
        OutputType: "cdn",
        PreprocessStatus: video.preprocessStatus,
        StorageClass: video.storageClass,
      },
    };
  },
};
