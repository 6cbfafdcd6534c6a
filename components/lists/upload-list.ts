import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { failureOf, ReadFailure } from "@/components/videos/read-json";
import { LINES_PER_PART } from "@/lib/lists/limits.ts";
import type { ListSource } from "@/lib/lists/line-status.ts";
import type { ListEntry } from "@/lib/lists/list-reader.ts";

/** A part that arrived twice counts once, so one whose answer got lost may be sent again. */
const TRIES = 4;
const PAUSE_MS = 500;

/**
 * Uploads a list in parts, each with count and digest, and then the seal over all of them. It runs in a worker
 * as well as in the page. The digests are counted here, because browsers offer theirs on TLS pages only.
 *
 * @param origin of the console, since a worker may have no address of its own to start from
 */
export function createListUpload(origin: string, list: { source: ListSource; name: string | null }) {
  let id: string | null = null;
  let waiting: ListEntry[] = [];
  let lines = 0;
  const digests: string[] = [];

  const opened = async (): Promise<string> => {
    id ??= await open(origin, list);
    return id;
  };

  const sendPart = async (entries: readonly ListEntry[]): Promise<void> => {
    const body = utf8ToBytes(
      JSON.stringify({ entries: entries.map(({ line, text, sameAs }) => [line, text, sameAs]) }),
    );
    const digest = bytesToHex(sha256(body));
    await send(`${origin}/api/lists/${await opened()}/parts/${digests.length}`, {
      method: "PUT",
      body,
      headers: { "x-content-sha256": digest, "x-line-count": String(entries.length) },
    });
    digests.push(digest);
    lines += entries.length;
  };

  return {
    sent: () => lines,
    /** @throws ReadFailure when the server says no, or cannot be reached to the end */
    async push(entries: readonly ListEntry[]): Promise<void> {
      waiting = waiting.concat(entries);
      while (waiting.length >= LINES_PER_PART) {
        await sendPart(waiting.slice(0, LINES_PER_PART));
        waiting = waiting.slice(LINES_PER_PART);
      }
    },
    /** @returns the id of the sealed list @throws ReadFailure as `push` */
    async finish(): Promise<string> {
      if (waiting.length > 0) await sendPart(waiting);
      const listId = await opened();
      const digest = bytesToHex(sha256(utf8ToBytes(digests.map((one) => `${one}\n`).join(""))));
      await send(`${origin}/api/lists/${listId}/seal`, {
        method: "POST",
        body: JSON.stringify({ parts: digests.length, lines, digest }),
      });
      return listId;
    },
  };
}

async function open(origin: string, list: { source: ListSource; name: string | null }): Promise<string> {
  const response = await send(`${origin}/api/lists`, { method: "POST", body: JSON.stringify(list) });
  const answer: unknown = await response.json();
  if (typeof answer === "object" && answer && "id" in answer && typeof answer.id === "string")
    return answer.id;
  throw new ReadFailure("internal");
}

/** All of these may be repeated: a second empty list is nobody's, a part and a seal are taken once. */
async function send(url: string, request: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const failure = await attempt(url, request);
    if (failure instanceof Response) return failure;
    const passing = ["network", "internal", "unavailable"].includes(failure.code);
    if (!passing || tries === TRIES) throw failure;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tries));
  }
}

async function attempt(url: string, request: RequestInit): Promise<Response | ReadFailure> {
  try {
    const response = await fetch(url, request);
    return response.ok ? response : await failureOf(response);
  } catch (cause) {
    return new ReadFailure("network", { cause });
  }
}
