import type { AccessKey } from "../credentials.ts";
import { invalidParameter, missingParameter } from "../errors.ts";
import type { Fault } from "../faults.ts";
import type { WireObject } from "../respond.ts";
import type { ScrollTokens } from "../scroll-tokens.ts";
import type { SearchIndex } from "../search-index.ts";
import type { State } from "../state.ts";
import type { Switches } from "../switches.ts";
import type { SandboxVideo } from "../video.ts";

/** What an operation sees of the request and of the sandbox. */
export type OperationContext = {
  params: Readonly<Record<string, string>>;
  key: AccessKey;
  state: State;
  search: SearchIndex;
  scrollTokens: ScrollTokens;
  switches: Switches;
  faults: readonly Fault[];
  /** Told which ids a deletion really deleted. */
  deleted: (ids: readonly string[]) => void;
};

/** Gives the members of the answer after RequestId, or throws an ApiError. */
export type Operation = {
  version: "2017-03-21" | "2015-04-01";
  access: "read" | "delete";
  /** The parameter that holds the ids which the request log and fault rules go by. */
  idParameter?: string;
  run: (context: OperationContext) => WireObject;
};

export function canRead(context: OperationContext, video: SandboxVideo): boolean {
  return !context.key.noReadApps.includes(video.appId);
}

export function canWrite(context: OperationContext, video: SandboxVideo): boolean {
  return canRead(context, video) && !context.key.noWriteApps.includes(video.appId);
}

/** Items of a comma list as they are spelled; empty ones are left out. */
export function commaList(text: string | undefined): string[] {
  return (text ?? "").split(",").filter((item) => item !== "");
}

/** @throws ApiError InvalidParameter when it is not a whole number within the bounds. */
export function wholeNumber(
  params: Readonly<Record<string, string>>,
  name: string,
  fallback: number,
  low: number,
  high: number,
): number {
  const text = params[name];
  if (text === undefined || text === "") return fallback;
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw invalidParameter(name);
  return value;
}

/**
 * The one video that VideoId or ReferenceId names, by its index; undefined when there is none.
 *
 * @throws ApiError MissingParameter when neither is given
 */
export function oneVideo(context: OperationContext): number | undefined {
  const { VideoId, ReferenceId } = context.params;
  if (VideoId) return context.state.find(VideoId);
  if (ReferenceId) return context.state.findReference(ReferenceId);
  throw missingParameter("VideoId");
}
