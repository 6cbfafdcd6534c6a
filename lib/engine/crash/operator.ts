import { eq } from "drizzle-orm";
import { deletions } from "../../db/schema.ts";
import { confirmDeletion } from "../confirm-deletion.ts";
import type { EngineDeps } from "../deps.ts";
import { giveConsent } from "../give-consent.ts";
import { readDeletion } from "../read-deletion.ts";

export const OPERATOR = { id: "operator-1", name: "Olga Operator" };

/**
 * What a person does in the review: agrees to Force where streams survive, leaves everything else as it is
 * proposed, and confirms. Each step is done once, however often the process dies in between.
 */
export async function confirmWhatIsReady(c: EngineDeps): Promise<void> {
  const ready = await c.db.select({ id: deletions.id }).from(deletions).where(eq(deletions.state, "review"));
  for (const { id } of ready) {
    const seen = await readDeletion(c, id);
    const forced = seen?.groups.find((g) => g.group === "loses-original")?.count ?? 0;
    if (seen?.digest && forced > 0 && !seen.plan.forceConsented) {
      await giveConsent(c, {
        id,
        scope: "force",
        groups: ["loses-original"],
        digest: seen.digest,
        typedCount: String(forced),
        actor: OPERATOR,
      });
    }
    const agreed = await readDeletion(c, id);
    if (agreed?.digest) {
      await confirmDeletion(c, {
        id,
        digest: agreed.digest,
        typedCount: String(agreed.plan.total.count),
        actor: OPERATOR,
      });
    }
  }
}
