import { noAppRight, videoNotFound } from "../errors.ts";
import { canRead, type Operation, oneVideo } from "./operation.ts";
import { assetFields, legacyTimes } from "./wire-media.ts";

/** GetVideoInfo (vod-api.md §2.3); its Snapshots are nested. */
export const getVideoInfo: Operation = {
  version: "2017-03-21",
  access: "read",
  idParameter: "VideoId",
  run: (context) => {
    const index = oneVideo(context);
    if (index === undefined) throw videoNotFound();
    const video = context.state.seen(index);
    if (!canRead(context, video)) throw noAppRight();
    return {
      Video: {
        VideoId: video.id,
        ...assetFields(video, context.switches),
        ...legacyTimes(video),
        AuditStatus: video.status === "Blocked" ? "Blocked" : "Normal",
        RegionId: "cn-shanghai",
        TemplateGroupId: video.templateGroupId,
        Snapshots: { Snapshot: video.coverUrl ? [video.coverUrl] : [] },
      },
    };
  },
};
