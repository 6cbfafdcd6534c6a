import { sql } from "drizzle-orm";
import { record, SYSTEM } from "../../audit/record.ts";
import { rowsOf } from "../../db/rows.ts";
import { reconcileDelay } from "../../deletion/next-check-delay.ts";
import { setOutcomes } from "../set-outcomes.ts";
import { type Drive, fenced, isCancelled } from "./context.ts";

/**
 * What the last driver left open. A call that was written down and never answered may have reached VOD: its
 * ids are *unknown* and read back before anything about them is sent again (promise 6). Claims that never
 * became an attempt are free again.
 */
export async function recover(d: Drive): Promise<void> {
  await fenced(d, async (tx, { state }) => {
    const open = await rowsOf<{ seq: number }>(
      tx,
      sql`
        select i.seq from batches b join deletion_items i on i.deletion_id = b.deletion_id and i.batch_no = b.no
        where b.deletion_id = ${d.id} and b.state = 'sending' and i.outcome = 'pending' order by i.seq
      `,
    );
    await setOutcomes(
      tx,
      { id: d.id, environmentId: d.environmentId },
      "crash",
      open.map((r) => ({
        seq: Number(r.seq),
        from: "sending",
        to: "unknown",
        code: "ProcessEnded",
        message: "The console stopped before the answer was stored.",
        maybeSent: true,
        // Counted from now: the call may have left as late as the moment the old process ended.
        checkInMs: reconcileDelay(d.c.env.timing),
        sentAgoMs: 0,
        sent: true,
      })),
    );
    const lost = await rowsOf<{ id: number }>(
      tx,
      sql`
        update attempts set ended_at = now(), result = 'lost'
        where deletion_id = ${d.id} and kind = 'delete' and ended_at is null and token < ${d.token}
        returning id
      `,
    );
    await tx.execute(sql`
      update batches set
        state = case when state = 'claimed' and ${!isCancelled(state)}::boolean then 'pending' else 'answered' end
      where deletion_id = ${d.id} and state in ('claimed', 'sending')
    `);
    // Whatever an earlier driver held and is not under way any more.
    await tx.execute(sql`
      delete from in_flight f
      where f.deletion_id = ${d.id} and not exists (
        select 1 from deletion_items i
        left join batches b on b.deletion_id = i.deletion_id and b.no = i.batch_no
        where i.deletion_id = f.deletion_id and i.video_id = f.video_id and i.ended_at is null
          and (i.outcome in ('accepted', 'unknown') or b.state = 'accepted'))
    `);
    if (lost.length > 0) {
      await record(tx, {
        environmentId: d.environmentId,
        actor: SYSTEM,
        action: "deletion.recovered",
        subjectType: "deletion",
        subjectId: d.id,
        detail: { lostCalls: lost.length, items: open.length },
      });
    }
  });
}
