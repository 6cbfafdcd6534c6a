/** One DeleteMezzanines request, as the console sent it. */
export type DeleteCall = {
  region: string;
  /** 1 to 20 ids in the order they were sent. */
  videoIds: readonly string[];
  force: boolean;
};

/** The value of the parameter VideoIds: comma-separated (vod-api.md §1.1). */
export function videoIdsOf(call: DeleteCall): string {
  return call.videoIds.join(",");
}

/** The region's own endpoint, without scheme (vod-api.md §3.1). */
export function endpointOf(call: DeleteCall): string {
  return `vod.${call.region}.aliyuncs.com`;
}

/** The first line of every copy: what running it would do. No value of the call stands in a comment. */
export function warningOf(call: DeleteCall): string {
  const files = call.videoIds.length === 1 ? "1 source file" : `${call.videoIds.length} source files`;
  const forced = call.force ? ", also where the source is what plays" : "";
  return `Running this deletes ${files} for good${forced}.`;
}

/** Where the SDKs' default chain finds credentials; none is ever written here. */
export const CREDENTIALS_NOTE =
  "Credentials come from the default chain: environment variables, a profile, or the role of the machine.";
