import { describe, expect, it } from "vitest";
import { shareRounds } from "./share.ts";

/** Rounds that end when the test says so. */
function heldRounds(most?: number) {
  const rounds: { jobs: number[]; end: (fail?: Error) => void }[] = [];
  const share = shareRounds<number, number>(
    (jobs) =>
      new Promise((resolve, reject) => {
        rounds.push({ jobs, end: (fail) => (fail ? reject(fail) : resolve(jobs.map((n) => n * 10))) });
      }),
    most,
  );
  return { rounds, share };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("shared rounds", () => {
  it("take together what comes while one is under way, and answer each by itself", async () => {
    const { rounds, share } = heldRounds();
    const first = share(1);
    await settled();
    const later = [share(2), share(3)];
    await settled();
    expect(rounds.map((r) => r.jobs)).toEqual([[1]]);
    rounds[0]?.end();
    expect(await first).toBe(10);
    await settled();
    expect(rounds.map((r) => r.jobs)).toEqual([[1], [2, 3]]);
    rounds[1]?.end();
    expect(await Promise.all(later)).toEqual([20, 30]);
  });

  it("take together what was ready at the same moment", async () => {
    const { rounds, share } = heldRounds();
    const both = Promise.all([share(1), share(2)]);
    await settled();
    expect(rounds.map((r) => r.jobs)).toEqual([[1, 2]]);
    rounds[0]?.end();
    await both;
  });

  it("hold no more than they may, in the order in which the jobs came", async () => {
    const { rounds, share } = heldRounds(2);
    const all = Promise.all([share(1), share(2), share(3)]);
    await settled();
    expect(rounds.map((r) => r.jobs)).toEqual([[1, 2]]);
    rounds[0]?.end();
    await settled();
    rounds[1]?.end();
    expect(await all).toEqual([10, 20, 30]);
    expect(rounds.map((r) => r.jobs)).toEqual([[1, 2], [3]]);
  });

  it("that fail fail for all of them, and the next one goes on", async () => {
    const { rounds, share } = heldRounds();
    const lost = Promise.allSettled([share(1), share(2)]);
    await settled();
    const next = share(3);
    rounds[0]?.end(new Error("the database is gone"));
    expect((await lost).map((end) => end.status)).toEqual(["rejected", "rejected"]);
    await settled();
    rounds[1]?.end();
    expect(await next).toBe(30);
  });

  it("never leave a job without an answer", async () => {
    const share = shareRounds<number, number>(async () => [1]);
    const ends = await Promise.allSettled([share(1), share(2)]);
    expect(ends.map((end) => end.status)).toEqual(["fulfilled", "rejected"]);
  });
});
