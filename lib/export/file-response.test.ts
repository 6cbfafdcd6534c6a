import { expect, it } from "vitest";
import { fileResponse } from "./file-response.ts";

/** Pieces that count how many were asked for, and whether the source was told to end. */
function counted(total: number) {
  const seen = { asked: 0, ended: false };
  async function* pieces() {
    try {
      while (seen.asked < total) {
        seen.asked += 1;
        yield `${seen.asked}\n`;
      }
    } finally {
      seen.ended = true;
    }
  }
  return { seen, pieces: pieces() };
}

it("is a file to be saved, whole, never kept by a cache", async () => {
  const { pieces } = counted(3);
  const response = fileResponse(pieces, 'a"b/../c-1', "csv");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="abc-1.csv"');
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).toBe("1\n2\n3\n");
});

it("asks for the next piece only when the reader has room, and for none once the reader has left", async () => {
  const { seen, pieces } = counted(1_000_000);
  const reader = fileResponse(pieces, "x", "jsonl").body?.getReader();
  await reader?.read();
  await reader?.read();
  expect(seen.asked).toBeLessThanOrEqual(4);
  await reader?.cancel();
  expect(seen.ended).toBe(true);
  expect(seen.asked).toBeLessThanOrEqual(4);
});

it("breaks off when a piece fails, so that half a file is not taken for a whole one", async () => {
  async function* pieces() {
    yield "1\n";
    throw new Error("the database went away");
  }
  await expect(fileResponse(pieces(), "x", "json").text()).rejects.toThrow("the database went away");
});
