import { expect, it } from "vitest";
import { sha256 } from "./list-fixtures.ts";
import { receivePart } from "./receive-part.ts";

const entries = [
  [1, "a".repeat(32), null],
  [2, "a".repeat(32), 1],
] as const;
const body = JSON.stringify({ entries });

function part(text: string, headers: Record<string, string> = {}): Request {
  return new Request("http://console.example/api/lists/l/parts/0", {
    method: "PUT",
    body: text,
    headers: { "x-content-sha256": sha256(body), "x-line-count": "2", ...headers },
  });
}

it("a part that is what was declared is read", async () => {
  expect(await receivePart(part(body))).toEqual({
    digest: sha256(body),
    entries: [
      { line: 1, text: "a".repeat(32), sameAs: null },
      { line: 2, text: "a".repeat(32), sameAs: 1 },
    ],
  });
});

it.each([
  ["cut on its way", part(body.slice(0, 40))],
  ["cut and closed again", part(JSON.stringify({ entries: entries.slice(0, 1) }))],
  ["without its digest", part(body, { "x-content-sha256": "" })],
  ["of another count", part(body, { "x-line-count": "3" })],
])("a part %s is refused", async (_, request) => {
  await expect(receivePart(request)).rejects.toMatchObject({ code: "digest-mismatch" });
});

it.each([
  ["that is no JSON", "{"],
  ["without entries", '{"entries":[]}'],
  ["with a character that no database keeps", '{"entries":[[1,"a\\u0000",null]]}'],
  ["with half a character", '{"entries":[[1,"a\\ud800",null]]}'],
  ["with an endless entry", JSON.stringify({ entries: [[1, "x".repeat(201), null]] })],
])("a body %s is refused, though it arrived whole", async (_, text) => {
  const request = part(text, { "x-content-sha256": sha256(text), "x-line-count": "1" });
  await expect(receivePart(request)).rejects.toMatchObject({ code: "invalid-input" });
});

it("a body beyond what a part can be is not read to its end", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(1_000_000));
    },
  });
  // Streams as bodies need this member, which the types do not know.
  const init = Object.assign({ method: "PUT", body: endless }, { duplex: "half" });
  const request = new Request("http://console.example/", init);
  await expect(receivePart(request)).rejects.toMatchObject({ code: "too-many" });
  expect(pulled).toBeLessThan(20);
});
