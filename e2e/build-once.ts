import { execFileSync } from "node:child_process";
import { fromRoot, NODE } from "./paths.ts";

const BUILD = `
  import { buildWhenNeeded } from "./scripts/build-when-needed.ts";
  process.exit((await buildWhenNeeded(() => {})) ? 0 : 1);
`;

/** `npm test` has built before it comes here; somebody who runs the journeys alone may have changed something. */
export default function buildOnce(): void {
  execFileSync(NODE, ["--input-type=module", "--eval", BUILD], { cwd: fromRoot("."), stdio: "inherit" });
}
