import { batchGetMediaInfos } from "./batch-get-media-infos.ts";
import { deleteMezzanines } from "./delete-mezzanines.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";
import { getMezzanineInfo } from "./get-mezzanine-info.ts";
import type { Operation } from "./operation.ts";
import { searchMedia } from "./search-media.ts";

/** Every operation that the sandbox answers, by its Action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["SearchMedia", searchMedia],
  ["BatchGetMediaInfos", batchGetMediaInfos],
  ["DeleteMezzanines", deleteMezzanines],
  ["GetMezzanineInfo", getMezzanineInfo],
  ["GetCallerIdentity", getCallerIdentity],
]);
