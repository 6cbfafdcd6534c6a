import { ApiError, invalidParameter, missingParameter, videoNotFound } from "../errors.ts";
import { isBusy, isProtected } from "../kinds.ts";
import { encodeList } from "./encode-list.ts";
import { canWrite, commaList, type Operation, type OperationContext } from "./operation.ts";

const MAX_IDS = 20;

/**
 * DeleteMezzanines (vod-api.md §1, §9). Decides each id by itself: the answer lists only what was *not*
 * deleted. What VOD leaves undocumented is a switch.
 */
export const deleteMezzanines: Operation = {
  version: "2017-03-21",
  access: "delete",
  idParameter: "VideoIds",
  run: (context) => {
    const { params, state, switches, faults } = context;
    const videoIds = commaList(params.VideoIds);
    const referenceIds = commaList(params.ReferenceIds);
    if (videoIds.length === 0 && referenceIds.length === 0) throw missingParameter("VideoIds");
    if (videoIds.length > MAX_IDS) {
      throw new ApiError(400, "VideoIdsExceededMax", "The VideoIds exceeded maximum.");
    }
    if (referenceIds.length > MAX_IDS) {
      throw new ApiError(400, "ReferenceIdsExceededMax", "The ReferenceIds exceeded maximum.");
    }
    const force = readForce(params.Force);

    const nonExist = new Set<string>();
    const nonExistReferences = new Set<string>();
    const unRemoveable = new Set<string>();
    const deleted = new Map<number, string>();
    const decide = (index: number, name: string, missing: Set<string>, refused: string) => {
      const verdict = deleted.has(index) ? "silent" : judge(context, index, force);
      if (verdict === "delete") deleted.set(index, state.idOf(index));
      else if (verdict === "nonExist") missing.add(name);
      else if (verdict === "unRemoveable") unRemoveable.add(refused);
    };
    for (const id of videoIds) {
      const index = state.find(id);
      if (index === undefined) nonExist.add(id);
      else decide(index, id, nonExist, id);
    }
    for (const reference of referenceIds) {
      const index = state.findReference(reference);
      if (index === undefined) nonExistReferences.add(reference);
      else {
        const refused = switches.refusedReference === "videoId" ? state.idOf(index) : reference;
        decide(index, reference, nonExistReferences, refused);
      }
    }
    const asked = new Set([...videoIds, ...referenceIds]);
    if (switches.noneExist === "notFound" && nonExist.size + nonExistReferences.size === asked.size) {
      throw videoNotFound();
    }

    for (const fault of faults) {
      if (fault.kind === "acceptWithoutDeleting") {
        for (const [index, id] of [...deleted]) {
          if (!fault.ids || fault.ids.includes(id)) deleted.delete(index);
        }
      }
    }
    const lag = faults.find((fault) => fault.kind === "readLag");
    state.deleteSources([...deleted.keys()], lag?.ms ?? 0);
    context.deleted([...deleted.values()]);

    for (const fault of faults) {
      if (fault.kind === "foreignId") {
        (fault.list === "NonExistVideoIds" ? nonExist : unRemoveable).add(fault.id);
      }
      const [first] = videoIds;
      if (fault.kind === "idInTwoLists" && first !== undefined) {
        nonExist.add(first);
        unRemoveable.add(first);
      }
    }
    const list = (ids: Set<string>, inner: string) =>
      encodeList(
        switches.answerIdCase === "upper" ? [...ids].map((id) => id.toUpperCase()) : [...ids],
        switches.listEncoding,
        inner,
      );
    return {
      NonExistVideoIds: list(nonExist, "VideoId"),
      UnRemoveableVideoIds: list(unRemoveable, "VideoId"),
      NonExistReferenceIds: list(nonExistReferences, "ReferenceId"),
    };
  },
};

type Verdict = "delete" | "silent" | "unRemoveable" | "nonExist";

function judge(context: OperationContext, index: number, force: boolean): Verdict {
  const { state, switches } = context;
  const video = state.truth(index);
  // A missing right on the application: Force does not lift it (§1.3).
  if (!canWrite(context, video)) return "unRemoveable";
  if (video.mezzanineStatus === "Deleted") return switches.secondDelete;
  if (isBusy(video) && switches.busyDelete === "unRemoveable") return "unRemoveable";
  if (isProtected(video) && !force) return "unRemoveable";
  return "delete";
}

/** "true" and "false" in any letter case (§9); absent is false. */
export function readForce(text: string | undefined): boolean {
  const value = (text ?? "").toLowerCase();
  if (value === "true") return true;
  if (value === "false" || value === "") return false;
  throw invalidParameter("Force");
}
