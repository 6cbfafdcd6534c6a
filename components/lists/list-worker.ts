import { asFailure } from "@/components/videos/read-json";
import { createTextDecoder } from "@/lib/lists/decode-text.ts";
import { detectLayout, type Layout } from "@/lib/lists/layout.ts";
import { MAX_FILE_BYTES } from "@/lib/lists/limits.ts";
import { createListReader, type Reading } from "@/lib/lists/list-reader.ts";
import { ListRefusal } from "@/lib/lists/list-refusal.ts";
import type { FromWorker, ToWorker } from "./list-messages";
import { createListUpload } from "./upload-list";

/* Runs in a worker of its own: reads a list and uploads it, so that the page stays free. */

/** Of these the layout is read; a file is not looked at any further before a person agrees. */
const SAMPLE_BYTES = 256_000;
const PROGRESS_MS = 100;

let file: Blob | null = null;

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => void answer(data));

async function answer(message: ToWorker): Promise<void> {
  try {
    if (message.kind === "open") {
      file = message.file;
      tell({ kind: "layout", layout: await layoutOf(file) });
    } else if (file) {
      tell({ kind: "done", listId: await upload(file, message) });
    }
  } catch (error) {
    if (error instanceof ListRefusal) tell({ kind: "refused", code: error.code, line: error.line });
    else tell({ kind: "failed", ...failureOf(error) });
  }
}

async function layoutOf(blob: Blob): Promise<Layout> {
  if (blob.size === 0) throw new ListRefusal("empty");
  if (blob.size > MAX_FILE_BYTES) throw new ListRefusal("too-large");
  const whole = blob.size <= SAMPLE_BYTES;
  const decoder = createTextDecoder();
  const text =
    decoder.feed(new Uint8Array(await blob.slice(0, SAMPLE_BYTES).arrayBuffer())) +
    (whole ? decoder.end() : "");
  if (whole && text.trim() === "") throw new ListRefusal("empty");
  // Thousands of ids on one line: what there is of it tells as much.
  return detectLayout(text, whole || !/[\r\n]/.test(text));
}

async function upload(
  blob: Blob,
  { reading, name, origin }: { reading: Reading; name: string | null; origin: string },
): Promise<string> {
  const decoder = createTextDecoder();
  const list = createListReader(reading);
  const sender = createListUpload(origin, { source: "file", name });
  const stream = blob.stream().getReader();
  let readBytes = 0;
  let toldAt = 0;
  for (;;) {
    const { done, value } = await stream.read();
    if (done) break;
    readBytes += value.length;
    await sender.push(list.feed(decoder.feed(value)));
    if (performance.now() - toldAt > PROGRESS_MS) {
      toldAt = performance.now();
      tell({ kind: "progress", readBytes, sentLines: sender.sent() });
    }
  }
  await sender.push([...list.feed(decoder.end()), ...list.end()]);
  return await sender.finish();
}

function failureOf(error: unknown) {
  const { code, reference } = asFailure(error);
  return { code, ...(reference ? { reference } : {}) };
}

function tell(message: FromWorker): void {
  self.postMessage(message);
}
