/**
 * Whether a stream is the source itself played back. Only `Specification=Original` or the job id that VOD
 * gives an untranscoded source (the video id followed by "02") prove it; a Definition of OD alone is also
 * carried by transcoded streams (vod-api.md §1.7).
 */
export function isOriginalStream(stream: {
  videoId: string;
  jobId: string | null;
  specification: string | null;
}): boolean {
  if (stream.specification?.trim().toLowerCase() === "original") return true;
  return stream.jobId?.toLowerCase() === `${stream.videoId}02`.toLowerCase();
}
