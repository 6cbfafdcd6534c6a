import { batchGetMediaInfos } from "./batch-get-media-infos.ts";
import { deleteMezzanines } from "./delete-mezzanines.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";
import { getCategories } from "./get-categories.ts";
import { getMezzanineInfo } from "./get-mezzanine-info.ts";
import { getPlayInfo } from "./get-play-info.ts";
import { getVideoInfo } from "./get-video-info.ts";
import { getVideoInfos } from "./get-video-infos.ts";
import { getVideoList } from "./get-video-list.ts";
import type { Operation } from "./operation.ts";
import { searchMedia } from "./search-media.ts";

/** Every operation that the sandbox answers, by its Action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["SearchMedia", searchMedia],
  ["GetVideoList", getVideoList],
  ["GetVideoInfo", getVideoInfo],
  ["GetVideoInfos", getVideoInfos],
  ["GetMezzanineInfo", getMezzanineInfo],
  ["BatchGetMediaInfos", batchGetMediaInfos],
  ["GetPlayInfo", getPlayInfo],
  ["GetCategories", getCategories],
  ["DeleteMezzanines", deleteMezzanines],
  ["GetCallerIdentity", getCallerIdentity],
]);
