import path from "node:path";

/** A path inside the repository. Playwright is started at its root. */
export function fromRoot(relative: string): string {
  return path.resolve(import.meta.dirname, "..", relative);
}

/** The Node that the console is pinned to, whatever the machine has. */
export const NODE = fromRoot("node_modules/.bin/node");
export const NEXT = fromRoot("node_modules/next/dist/bin/next");
