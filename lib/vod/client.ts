import { createCallOperation, parseEndpoint, type VodClientOptions } from "./call-operation.ts";
import { listCategories } from "./list-categories.ts";
import {
  type Caller,
  type DeleteAnswer,
  MAX_IDS_PER_CALL,
  type MediaInspection,
  type ReferenceLookup,
  type VodClient,
} from "./types.ts";
import { readMediaInfos } from "./wire/batch-get-media-infos.ts";
import { deleteMezzaninesQuery, readDeleteMezzanines } from "./wire/delete-mezzanines.ts";
import { readCallerIdentity } from "./wire/get-caller-identity.ts";
import { mezzanineStateOf, readMezzanineInfo } from "./wire/get-mezzanine-info.ts";
import { readPlayInfo } from "./wire/get-play-info.ts";
import { readReferenceLookups } from "./wire/get-video-infos.ts";
import { readSearchMedia, searchMediaQuery } from "./wire/search-media.ts";

export type { VodClientOptions } from "./call-operation.ts";

const VOD = { version: "2017-03-21", effect: "read" } as const;
const PERSON: Caller = { priority: "person" };
const STS_VERSION = "2015-04-01";

/**
 * The console's client of VOD. Every method resolves to a result; it rejects only for arguments that must
 * not be sent (RangeError, TypeError) and when the slot port rejects, both before anything has left. Reads
 * are not retried here either: the caller knows what they are worth.
 */
export function createVodClient(options: VodClientOptions): VodClient {
  const call = createCallOperation(options);
  // The sandbox answers STS at its own address; live, it is another service.
  const loopback = options.endpoint !== null && parseEndpoint(options.endpoint).loopback;
  const sts = loopback ? {} : { host: `sts.${options.region}.aliyuncs.com` };

  return {
    async deleteMezzanines(ids, force) {
      assertIds(ids);
      return call<DeleteAnswer>({
        ...VOD,
        operation: "DeleteMezzanines",
        effect: "delete",
        caller: { priority: "send" },
        query: deleteMezzaninesQuery(ids, force),
        read: (value) => readDeleteMezzanines(value, ids),
      });
    },

    async inspectVideos(ids, caller = PERSON) {
      assertIds(ids);
      const allMissing = (): MediaInspection[] => ids.map((videoId) => ({ found: "missing", videoId }));
      return call({
        ...VOD,
        operation: "BatchGetMediaInfos",
        caller,
        query: { MediaIds: ids.join(",") },
        read: (value) => readMediaInfos(value, ids),
        meaning: (code) => (code === "InvalidVideo.NotFound" ? allMissing() : undefined),
      });
    },

    async lookUpReferences(ids, caller = PERSON) {
      assertIds(ids);
      const allMissing = (): ReferenceLookup[] =>
        ids.map((referenceId) => ({ found: "missing", referenceId }));
      return call({
        ...VOD,
        operation: "GetVideoInfos",
        caller,
        query: { ReferenceIds: ids.join(",") },
        read: (value) => readReferenceLookups(value, ids),
        meaning: (code) => (code === "InvalidVideo.NotFound" ? allMissing() : undefined),
      });
    },

    async mezzanine(id, caller = PERSON) {
      assertIds([id]);
      return call({
        ...VOD,
        operation: "GetMezzanineInfo",
        caller,
        query: { VideoId: id },
        read: (value) => readMezzanineInfo(value, id),
        meaning: mezzanineStateOf,
      });
    },

    async playInfo(id, caller = PERSON) {
      assertIds([id]);
      return call({
        ...VOD,
        operation: "GetPlayInfo",
        caller,
        query: { VideoId: id, ResultType: "Multiple" },
        read: (value) => readPlayInfo(value, id),
        meaning: (code) => (code === "InvalidVideo.NoneStream" ? [] : undefined),
      });
    },

    searchVideos: async (request, caller = { priority: "catalog" }) =>
      call({
        ...VOD,
        operation: "SearchMedia",
        caller,
        query: searchMediaQuery(request),
        read: (value) => readSearchMedia(value, request.kind),
      }),

    categories: () => listCategories(call, VOD.version),

    callerIdentity: () =>
      call({
        ...sts,
        operation: "GetCallerIdentity",
        caller: PERSON,
        version: STS_VERSION,
        effect: "read",
        query: {},
        read: readCallerIdentity,
      }),
  };
}

/**
 * Ids travel joined by commas, so one that holds a comma would be two, and VOD's treatment of white space
 * is undocumented (vod-api.md §1.2). Neither may leave.
 */
function assertIds(ids: readonly string[]): void {
  if (ids.length === 0 || ids.length > MAX_IDS_PER_CALL) {
    throw new RangeError(`${ids.length} ids given; a call takes 1 to ${MAX_IDS_PER_CALL}`);
  }
  for (const id of ids) {
    if (id === "" || /[\s,，]/u.test(id)) throw new TypeError(`not a video id: ${JSON.stringify(id)}`);
  }
}
