import type { SlotPort, ThrottledPort } from "../vod/types.ts";
import type { Quota } from "./gcra.ts";

/** The engine takes these slots itself, since it looks at the deletion's state once more with the slot. */
const RESERVED_BY_ENGINE = "DeleteMezzanines";

/**
 * The quota as VOD's client asks for it: a slot before a call, and a slower pace after a throttled answer, for
 * every operation alike.
 *
 * @param quota undefined until the account is known: its first call is the one that asks for the account
 */
export function vodPorts(quota: () => Quota | undefined): { slot: SlotPort; throttled: ThrottledPort } {
  return {
    slot: async (operation, caller) =>
      operation === RESERVED_BY_ENGINE || (await quota()?.take(operation, caller)) !== null,
    throttled: async (operation) => {
      await quota()?.slowDown(operation);
    },
  };
}
