/** What may be asked of a field of SearchMedia's Match (vod-api.md §2.1, field tables). */
export type MatchField = {
  type: "string" | "long" | "float" | "time";
  exact?: true;
  fuzzy?: true;
  multi?: true;
  range?: true;
};

const SHARED: Record<string, MatchField> = {
  AppId: { type: "string", exact: true, multi: true },
  CateId: { type: "long", exact: true },
  Title: { type: "string", fuzzy: true, multi: true },
  Tags: { type: "string", fuzzy: true, multi: true },
  Description: { type: "string", fuzzy: true, multi: true },
  Status: { type: "string", multi: true },
  MediaSource: { type: "string", multi: true },
  PreprocessStatus: { type: "string", multi: true },
  Size: { type: "long", range: true },
  Duration: { type: "float", range: true },
  CreationTime: { type: "time", range: true },
  ModificationTime: { type: "time", range: true },
};

/** Fields that are only returned (TranscodeMode, CoverURL, …) are absent: asking for them is an error. */
export const MATCH_FIELDS: Record<"video" | "audio", Readonly<Record<string, MatchField>>> = {
  video: {
    ...SHARED,
    VideoId: { type: "string", exact: true, multi: true },
    StorageLocation: { type: "string", exact: true, multi: true },
  },
  audio: {
    ...SHARED,
    AudioId: { type: "string", exact: true },
    StorageLocation: { type: "string", multi: true },
  },
};

export const MAX_IDS_IN_MATCH = 100;
