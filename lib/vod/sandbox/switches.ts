import { z } from "zod";

/** How a list of ids is written (vod-api.md §3.5). `null` and `omittedEmpty` concern empty lists only. */
export const LIST_ENCODINGS = [
  "arrays",
  "nested",
  "string",
  "commaString",
  "jsonInString",
  "null",
  "omittedEmpty",
] as const;
export type ListEncoding = (typeof LIST_ENCODINGS)[number];

const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values).default(values[0]);

/** What VOD leaves undocumented, by name; the first choice is the default (vod-api.md §9). */
export const switchesSchema = z.strictObject({
  /** How DeleteMezzanines writes its three lists. */
  listEncoding: z.enum(LIST_ENCODINGS).default("arrays"),
  /** How BatchGetMediaInfos and GetVideoInfos write their lists of ids. */
  readListEncoding: z.enum(LIST_ENCODINGS).default("arrays"),
  /** The letter case of the ids that DeleteMezzanines answers. */
  answerIdCase: choice(["same", "upper"]),
  /** A call to delete, of whose ids none exists. */
  noneExist: choice(["lists", "notFound"]),
  /** A second deletion of the same source. */
  secondDelete: choice(["silent", "unRemoveable", "nonExist"]),
  /** A deletion while the video is uploaded, transcoded or changes its storage class. */
  busyDelete: choice(["unRemoveable", "delete"]),
  /** Which list names a video that was asked for by its custom id and is refused. */
  refusedReference: choice(["videoId", "referenceId"]),
  /** GetMezzanineInfo once the source is gone. */
  mezzanineGone: choice(["deleted", "fileNotFound"]),
  /** BatchGetMediaInfos once the source is gone. */
  inspectGone: choice(["deleted", "omitted"]),
  /** The size that the asset shows once its source is gone. */
  sizeAfterDelete: choice(["kept", "zero"]),
  /** BatchGetMediaInfos, of whose ids none exists. */
  inspectNoneExist: choice(["lists", "notFound"]),
  /** Whether searches and lists show videos of an application that the key may not read. */
  searchForbidden: choice(["shown", "hidden"]),
  /** What SearchMedia returns without Fields: the documented minimum, or what page samples show. */
  defaultFields: choice(["minimal", "sample"]),
  /** The paging limits of SearchMedia (§2.1). */
  searchWindow: choice(["2026", "2021"]),
  /** A page beyond those limits. */
  beyondWindow: choice(["refused", "empty"]),
  /** How long a ScrollToken lives, in ms. */
  scrollTokenTtlMs: z.number().int().min(0).default(600_000),
  /** A missing parameter. */
  missingParameter: choice(["MissingParameter", "MissingName"]),
  /** An unknown operation. */
  unknownAction: choice(["InvalidAction.NotFound", "InvalidApi.NotFound"]),
  /** A key without the right. */
  permissionDenied: choice(["Forbidden.RAM", "Forbidden", "NoPermission"]),
  /** A wrong signature's status: the gateway lists say 400, one product's list 403. */
  signatureStatus: z.union([z.literal(400), z.literal(403)]).default(400),
  /** An unknown key's status: 404 or 400, according to the list one reads. */
  unknownKeyStatus: z.union([z.literal(404), z.literal(400)]).default(404),
  /** Whether a throttled answer says in x-acs-retry-after when to come again (ms). */
  retryAfter: choice(["absent", "sent"]),
  /** The state of the account. */
  account: choice(["open", "notOpened", "suspended"]),
});

export type Switches = z.infer<typeof switchesSchema>;

export const defaultSwitches = (): Switches => switchesSchema.parse({});
