import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fromRoot, NEXT, NODE } from "./paths.ts";

/** `npm test` has built before it comes here; somebody who runs the journeys alone may not have. */
export default function buildOnce(): void {
  if (existsSync(fromRoot(".next/BUILD_ID"))) return;
  execFileSync(NODE, [NEXT, "build"], {
    cwd: fromRoot("."),
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production" },
  });
}
