import type { KeyTable } from "./credentials.ts";
import type { slidingLimits } from "./limits.ts";
import type { requestLog } from "./request-log.ts";
import type { ScrollTokens } from "./scroll-tokens.ts";
import type { SearchIndex } from "./search-index.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import type { VerifyContext } from "./verify.ts";

/** Everything that the API's front works with, wired in `server.ts`. */
export type GatewayParts = {
  state: State;
  search: SearchIndex;
  scrollTokens: ScrollTokens;
  settings: Settings;
  log: ReturnType<typeof requestLog>;
  limits: ReturnType<typeof slidingLimits>;
  keys: KeyTable;
  nonces: VerifyContext["nonces"];
  /** The sandbox's clock with its set error, Unix ms. */
  now: () => number;
  /** Monotonic ms. */
  mono: () => number;
};
