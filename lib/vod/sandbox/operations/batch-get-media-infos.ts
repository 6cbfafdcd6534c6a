import { ApiError, missingParameter, videoNotFound } from "../errors.ts";
import type { WireObject } from "../respond.ts";
import type { SandboxVideo } from "../video.ts";
import { encodeList } from "./encode-list.ts";
import { canRead, commaList, type Operation, type OperationContext } from "./operation.ts";
import { assetFields, mezzanineInfo, playInfo } from "./wire-media.ts";

const MAX_IDS = 20;

/** BatchGetMediaInfos (vod-api.md §2.6): the live look at up to 20 assets. All its lists are flat. */
export const batchGetMediaInfos: Operation = {
  version: "2017-03-21",
  access: "read",
  idParameter: "MediaIds",
  run: (context) => {
    const { params, state, switches } = context;
    const mediaIds = commaList(params.MediaIds);
    const referenceIds = commaList(params.ReferenceIds);
    if (mediaIds.length === 0 && referenceIds.length === 0) throw missingParameter("MediaIds");
    if (mediaIds.length > MAX_IDS || referenceIds.length > MAX_IDS) {
      throw new ApiError(400, "MediaIdsExceededMax", "The MediaIds exceeded maximum.");
    }
    const found = new Map<string, WireObject>();
    const forbidden = new Set<string>();
    const nonExist = new Set<string>();
    const nonExistReferences = new Set<string>();
    const look = (index: number | undefined, name: string, missing: Set<string>) => {
      if (index === undefined) {
        missing.add(name);
        return;
      }
      const video = state.seen(index);
      if (canRead(context, video)) found.set(video.id, mediaInfo(video, context));
      else forbidden.add(video.id);
    };
    for (const id of mediaIds) look(state.find(id), id, nonExist);
    for (const reference of referenceIds) look(state.findReference(reference), reference, nonExistReferences);
    if (switches.inspectNoneExist === "notFound" && found.size === 0 && forbidden.size === 0) {
      throw videoNotFound();
    }
    const list = (ids: Set<string>, inner: string) => encodeList([...ids], switches.readListEncoding, inner);
    return {
      MediaInfos: [...found.values()],
      NonExistMediaIds: list(nonExist, "MediaId"),
      NonExistReferenceIds: list(nonExistReferences, "ReferenceId"),
      ForbiddenMediaIds: list(forbidden, "MediaId"),
    };
  },
};

function mediaInfo(video: SandboxVideo, { switches }: OperationContext): WireObject {
  const {
    Size: _size,
    Duration: _duration,
    PreprocessStatus: _preprocess,
    ...asset
  } = assetFields(video, switches);
  const gone = video.mezzanineStatus === "Deleted";
  const source: WireObject = gone
    ? { MediaId: video.id, FileName: video.fileName, Size: video.sizeBytes, Status: "Deleted" }
    : { MediaId: video.id, ...mezzanineInfo(video) };
  return {
    MediaId: video.id,
    MediaInfo: { ...asset, TemplateGroupId: video.templateGroupId },
    MezzanineInfo: gone && switches.inspectGone === "omitted" ? undefined : source,
    PlayInfoList: video.streams.map((stream) => playInfo(video, stream)),
  };
}
