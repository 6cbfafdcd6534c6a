import { randomBytes } from "node:crypto";

/** Where a traversal stands: its query, its frozen hits, and the last page given. */
export type Traversal = {
  key: string;
  hits: Uint32Array;
  pageNo: number;
  pageSize: number;
  issuedAt: number;
};

const KEPT = 20_000;

export type ScrollTokens = ReturnType<typeof scrollTokens>;

/** ScrollTokens that have been given out, the newest 20,000. A token can be used more than once. */
export function scrollTokens(now: () => number) {
  const tokens = new Map<string, Traversal>();
  return {
    issue(traversal: Omit<Traversal, "issuedAt">): string {
      const token = randomBytes(16).toString("hex");
      tokens.set(token, { ...traversal, issuedAt: now() });
      const [oldest] = tokens.keys();
      if (tokens.size > KEPT && oldest !== undefined) tokens.delete(oldest);
      return token;
    },
    /** undefined when the token is unknown or older than `ttlMs`. */
    redeem(token: string, ttlMs: number): Traversal | undefined {
      const traversal = tokens.get(token);
      return traversal && now() - traversal.issuedAt < ttlMs ? traversal : undefined;
    },
  };
}
