import { describe, expect, it } from "vitest";
import type { StatementResult } from "./pglite-protocol.ts";
import { createSessions, type Session } from "./pglite-session.ts";

const NOTHING: StatementResult = { rows: [], fields: [], affectedRows: 0, command: "SELECT" };

/**
 * Sessions over a thread that answers one turn of the loop later, and the statements in the order it got them. It
 * refuses the statement "bad".
 */
function sessions() {
  const got: string[] = [];
  const answer = async (text: string) => {
    got.push(text);
    await new Promise((resolve) => setImmediate(resolve));
    if (text === "bad") throw new Error("refused");
    return NOTHING;
  };
  return {
    got,
    ...createSessions({
      query: async ({ text }) => await answer(text),
      exec: async ({ text }) => [{ ...(await answer(text)), command: text.toUpperCase() }],
    }),
  };
}

/** Statement after statement, each sent when the last one is answered, as a request does. */
async function inTurn(session: Session, texts: readonly string[]): Promise<void> {
  for (const text of texts) await session.query(text);
}

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

describe("whose turn it is", () => {
  it("lets a request that sends statement after statement wait for the background once", async () => {
    const { got, first, background } = sessions();
    const work = numbered("b", 5).map((text) => background.query(text));
    await inTurn(first, numbered("f", 4));
    expect(got).toEqual(["b1", "f1", "f2", "f3", "f4"]);
    await Promise.all(work);
    expect(got).toEqual(["b1", "f1", "f2", "f3", "f4", "b2", "b3", "b4", "b5"]);
  });

  it("interrupts no transaction, and then serves a request whole before what else waits", async () => {
    const { got, first, background } = sessions();
    const work = background.transaction(async (tx) => {
      await tx.query("b1");
      await tx.query("b2");
    });
    await Promise.all([work, inTurn(first, ["f1", "f2"]), background.query("b3")]);
    expect(got).toEqual(["begin", "b1", "b2", "commit", "f1", "f2", "b3"]);
  });

  it("gives the background its turn after twenty, however many more there are", async () => {
    const { got, first, background } = sessions();
    const work = numbered("b", 3).map((text) => background.query(text));
    await Promise.all([inTurn(first, numbered("f", 30)), inTurn(first, numbered("g", 15)), ...work]);
    const before = (text: string) => got.slice(0, got.indexOf(text)).filter((t) => !t.startsWith("b"));
    expect(["b1", "b2", "b3"].map((text) => before(text).length)).toEqual([0, 20, 40]);
    expect(got).toHaveLength(48);
  });

  it("goes on with the background when nobody asks any more", async () => {
    const { got, first, background } = sessions();
    const work = [first.query("f1"), ...numbered("b", 2).map((text) => background.query(text))];
    await Promise.all(work);
    await background.query("b3");
    expect(got).toEqual(["f1", "b1", "b2", "b3"]);
  });

  it("goes on after a statement that was refused", async () => {
    const { got, first, background } = sessions();
    const failing = first.query("bad");
    const after = [background.query("b1"), background.query("bad").catch(() => undefined), first.query("f1")];
    await expect(failing).rejects.toThrow("refused");
    await Promise.all(after);
    expect(got).toEqual(["bad", "f1", "b1", "bad"]);
  });
});
