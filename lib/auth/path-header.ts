/** `proxy.ts` notes here which page was asked for, so that sign-in can lead back to it. */
export const PATH_HEADER = "x-mezzanine-path";
