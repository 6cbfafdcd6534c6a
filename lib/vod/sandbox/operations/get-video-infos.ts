import { ApiError, missingParameter, videoNotFound } from "../errors.ts";
import type { WireObject } from "../respond.ts";
import { encodeList } from "./encode-list.ts";
import { canRead, commaList, type Operation } from "./operation.ts";
import { assetFields, legacyTimes } from "./wire-media.ts";

const MAX_IDS = 20;

/**
 * GetVideoInfos (vod-api.md §2.4): a flat list with flat Snapshots. It has no list for what the key may not
 * read, so such a video is among those that do not exist.
 */
export const getVideoInfos: Operation = {
  version: "2017-03-21",
  access: "read",
  idParameter: "VideoIds",
  run: (context) => {
    const { params, state, switches } = context;
    const videoIds = commaList(params.VideoIds);
    const referenceIds = commaList(params.ReferenceIds);
    if (videoIds.length === 0 && referenceIds.length === 0) throw missingParameter("VideoIds");
    if (videoIds.length > MAX_IDS || referenceIds.length > MAX_IDS) {
      throw new ApiError(400, "VideoIdsExceededMax", "The VideoIds exceeded maximum.");
    }
    const found = new Map<string, WireObject>();
    const nonExist = new Set<string>();
    const nonExistReferences = new Set<string>();
    const look = (index: number | undefined, name: string, missing: Set<string>) => {
      const video = index === undefined ? undefined : state.seen(index);
      if (!video || !canRead(context, video)) {
        missing.add(name);
        return;
      }
      found.set(video.id, {
        VideoId: video.id,
        ...assetFields(video, switches),
        ...legacyTimes(video),
        TemplateGroupId: video.templateGroupId,
        Snapshots: video.coverUrl ? [video.coverUrl] : [],
      });
    };
    for (const id of videoIds) look(state.find(id), id, nonExist);
    for (const reference of referenceIds) look(state.findReference(reference), reference, nonExistReferences);
    if (switches.inspectNoneExist === "notFound" && found.size === 0) throw videoNotFound();
    return {
      VideoList: [...found.values()],
      NonExistVideoIds: encodeList([...nonExist], switches.readListEncoding, "VideoId"),
      NonExistReferenceIds: encodeList([...nonExistReferences], switches.readListEncoding, "ReferenceId"),
    };
  },
};
