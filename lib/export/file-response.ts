/** Pulled piece by piece: a slow reader does not make the whole list pile up, and one that leaves ends it. */
export function streamPieces(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

export const EXPORT_FORMATS = ["csv", "json", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const TYPE = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
} as const satisfies Record<ExportFormat, string>;

/**
 * The answer that a browser saves as a file. One that breaks off ends the connection, so that half a file is
 * never taken for a whole one.
 *
 * @param name without its ending; whatever is not a letter, a digit, `_` or `-` is left out
 */
export function fileResponse(pieces: AsyncIterable<string>, name: string, format: ExportFormat): Response {
  return new Response(streamPieces(pieces), {
    headers: {
      "content-type": TYPE[format],
      "content-disposition": `attachment; filename="${name.replace(/[^\w-]/g, "")}.${format}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
