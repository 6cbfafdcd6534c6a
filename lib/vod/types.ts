/**
 * What the rest of the console knows about ApsaraVideo VOD. Wire types stay behind `client.ts`;
 * these are the app's own. Facts: vod-api.md (sections named beside each type).
 */

/** The most ids that DeleteMezzanines and BatchGetMediaInfos take in one call (vod-api.md §1.2, §2.6). */
export const MAX_IDS_PER_CALL = 20;

export type TranscodeMode = "FastTranscode" | "NoTranscode" | "AsyncTranscode";
export type MediaKind = "video" | "audio";

/** One asset as SearchMedia describes it (§2.1). Absent fields are null; sizes are bytes. */
export type CatalogMedia = {
  videoId: string;
  kind: MediaKind;
  title: string;
  description: string | null;
  tags: string | null;
  status: string;
  sizeBytes: number | null;
  durationSeconds: number | null;
  cateId: number | null;
  cateName: string | null;
  coverUrl: string | null;
  createdAt: Date;
  modifiedAt: Date | null;
  storageLocation: string | null;
  appId: string | null;
  transcodeMode: TranscodeMode | null;
  storageClass: string | null;
  restoreStatus: string | null;
  referenceId: string | null;
};

/** One stream that plays (§2.7). `original` marks the source itself played back (§1.7). */
export type Stream = {
  jobId: string | null;
  definition: string | null;
  format: string | null;
  status: string | null;
  sizeBytes: number | null;
  specification: string | null;
  original: boolean;
};

/** The live look at one asset (BatchGetMediaInfos, §2.6). */
export type MediaInspection =
  | {
      found: "present";
      videoId: string;
      title: string | null;
      status: string | null;
      storageClass: string | null;
      cateId: number | null;
      tags: string | null;
      /** null when the answer carries no MezzanineInfo: that proves nothing about the source. */
      mezzanine: { status: string | null; sizeBytes: number | null } | null;
      streams: Stream[];
    }
  | { found: "missing"; videoId: string }
  | { found: "forbidden"; videoId: string }
  /** Asked for, but in no list of the answer. */
  | { found: "absent"; videoId: string };

/** What a custom id stands for (GetVideoInfos, §2.4). VOD calls them unique, but nothing here relies on it. */
export type ReferenceLookup =
  | { found: "present"; referenceId: string; videoIds: string[] }
  | { found: "missing"; referenceId: string }
  /** Asked for, but in no list of the answer. */
  | { found: "absent"; referenceId: string };

/** GetMezzanineInfo (§2.5). `gone` is Status=Deleted or InvalidFile.NotFound, `missing` InvalidVideo.NotFound. */
export type MezzanineState =
  | { state: "gone"; via: "Deleted" | "InvalidFile.NotFound" }
  | { state: "missing" }
  | { state: "present"; status: string; sizeBytes: number | null };

/** What is kept of every answer; the body is redacted (no key ids, signatures, signed URLs). */
export type Evidence = {
  requestId: string | null;
  httpStatus: number | null;
  /** Redacted body as text, at most 64 KiB; null when nothing readable arrived. */
  body: string | null;
};

/** The API answered and the answer could be read. */
export type Answered<T> = Evidence & { kind: "answered"; data: T };
/** The API refused before anything happened. */
export type Refused = Evidence & {
  kind: "refused";
  code: string;
  message: string;
  throttled: boolean;
  /** From x-acs-retry-after, in ms. */
  retryAfterMs: number | null;
  /** Credentials, permission or account: no call of this kind can succeed until a person acts. */
  fatal: boolean;
};
/** It may have happened: timeout, reset, cut body, HTML, unknown code, 5xx. */
export type Unanswered = Evidence & { kind: "unanswered"; code: string; message: string };

export type VodResult<T> = Answered<T> | Refused | Unanswered;

/**
 * DeleteMezzanines (§1.4). Ids are given in the spelling they were asked for. `accepted` are the ids no
 * list names. When `trusted` is false, nothing may be concluded about `accepted`.
 */
export type DeleteAnswer = {
  accepted: string[];
  nonExist: string[];
  unRemoveable: string[];
} & ({ trusted: true } | { trusted: false; reason: "foreign-id" | "id-in-two-lists"; foreignIds: string[] });

export type SearchPage = {
  media: CatalogMedia[];
  total: number;
  scrollToken: string | null;
};

export type SearchRequest = {
  kind: MediaKind;
  /** Match expression; build it with the functions of `match.ts`, never by hand. */
  match?: string;
  sortBy?: "CreationTime:Desc" | "CreationTime:Asc" | "ModificationTime:Asc";
  pageNo: number;
  /** At most 100. */
  pageSize: number;
  scrollToken?: string;
};

export type Category = { cateId: number; cateName: string; parentId: number; level: number };

/**
 * What a call is for, the most urgent first (design §8): where slots are short, they are handed out in this
 * order. `person` is somebody who waits for the answer at a page.
 */
export const CALL_PRIORITIES = [
  "send",
  "last-look",
  "reconcile",
  "verify",
  "person",
  "forecast",
  "catalog",
] as const;
export type CallPriority = (typeof CALL_PRIORITIES)[number];

/** Who wants to call. Calls of one priority take turns between those they are made for, by deletion id. */
export type Turn = { priority: CallPriority; onBehalfOf?: string };

export type Caller = Turn & {
  /** Aborted when nobody wants the answer any more: a call that still waits for its slot does not leave. */
  leave?: AbortSignal;
  /** Told when the slot is there and the request is about to leave. */
  onSlot?: () => void;
};

/**
 * A quota slot is asked for before every request leaves; `container.ts` wires it to lib/quota.
 *
 * @returns false when the caller has left the line: nothing may be sent
 */
export type SlotPort = (operation: string, caller: Caller) => Promise<boolean>;

/** Told of every answer that says "too fast", whoever called, so that no caller can forget to slow down. */
export type ThrottledPort = (operation: string) => Promise<void>;

/** Reads take their caller; left out, it is a person, and the catalog for search and categories. */
export type VodClient = {
  /** At most 20 ids, else a RangeError before anything is sent. Never retried. */
  deleteMezzanines(ids: readonly string[], force: boolean): Promise<VodResult<DeleteAnswer>>;
  /** At most 20 ids. One inspection per id asked for, in that order. */
  inspectVideos(ids: readonly string[], caller?: Caller): Promise<VodResult<MediaInspection[]>>;
  /** At most 20 custom ids, case-sensitive. One lookup per id asked for, in that order. */
  lookUpReferences(ids: readonly string[], caller?: Caller): Promise<VodResult<ReferenceLookup[]>>;
  mezzanine(id: string, caller?: Caller): Promise<VodResult<MezzanineState>>;
  playInfo(id: string, caller?: Caller): Promise<VodResult<Stream[]>>;
  searchVideos(request: SearchRequest, caller?: Caller): Promise<VodResult<SearchPage>>;
  categories(): Promise<VodResult<Category[]>>;
  /** STS GetCallerIdentity: the account shown and the environment's identity. */
  callerIdentity(): Promise<VodResult<{ accountId: string; arn: string }>>;
};
