import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Executor } from "../db/types.ts";
import { confirmationNeeds, DEFAULT_THRESHOLDS, FORCE_GROUPS, isIncluded } from "../deletion/decide.ts";
import { decisionDigest } from "../deletion/digest.ts";
import { isDecidable } from "../deletion/group-of.ts";
import {
  BLOCKED_GROUPS,
  DECIDABLE_GROUPS,
  type DecidableGroup,
  type DecisionCounts,
  type DeletionState,
  type Group,
  type GroupDecisions,
} from "../deletion/types.ts";
import type { DeletionRow } from "./change-state.ts";
import { keepReading } from "./keep-reading.ts";
import { sha256 } from "./sha256.ts";
import type { Amount, ConsentScope, GroupView, PlanView } from "./views.ts";

export const SCOPE_GROUPS: Record<ConsentScope, readonly DecidableGroup[]> = {
  force: FORCE_GROUPS,
  "last-copy": ["last-copy"],
};

type Count = DecisionCounts["groups"][number];

export type DecisionState = {
  groups: GroupView[];
  plan: PlanView;
  /** Over list, forecasts and decisions; null until the list is forecast. */
  digest: string | null;
  /** What a consent of this scope is bound to: any change within the scope makes another digest. */
  scopeDigests: Record<ConsentScope, string>;
  /** What all of this was computed from. */
  counts: DecisionCounts;
};

type Decided = Pick<DeletionRow, "id" | "listDigest" | "forecastAt" | "revision" | "decisions" | "consents">;

/** Everything the review shows about decisions, counted from the items as they are now. */
export async function readDecisionState(db: Executor, row: Decided): Promise<DecisionState> {
  return decisionState(row, await readCounts(db, row.id));
}

/**
 * The same for a screen, which asks again and again. While the list is gathered there is nothing to decide yet.
 * In the review every change raises the revision; from confirm on nothing changes until the deletion is back
 * there, and what was counted then is stored. Whoever acts on it reads it anew.
 */
export async function seeDecisionState(
  db: Executor,
  row: Decided & Pick<DeletionRow, "state" | "confirmedCounts">,
): Promise<DecisionState> {
  return decisionState(row, await seeCounts(db, row));
}

async function seeCounts(
  db: Executor,
  row: Decided & Pick<DeletionRow, "state" | "confirmedCounts">,
): Promise<DecisionCounts> {
  if (row.state === "collecting" || row.state === "forecasting") return NOTHING_COUNTED;
  if (FROZEN_STATES.has(row.state) && row.confirmedCounts) return row.confirmedCounts;
  const key = `${row.state} ${row.revision}`;
  return await keptCounts({ db, id: row.id, key }, () => readCounts(db, row.id));
}

const NOTHING_COUNTED: DecisionCounts = { groups: [], exceptions: [] };
const keptCounts = keepReading<DecisionCounts>();

const FROZEN_STATES: ReadonlySet<DeletionState> = new Set([
  "countdown",
  "running",
  "paused",
  "verifying",
  "finished",
]);

async function readCounts(db: Executor, id: string): Promise<DecisionCounts> {
  const counted = await rowsOf<Count>(
    db,
    sql`
    select "group", exception, count(*)::int as count, coalesce(sum(size_bytes), 0)::int8 as bytes
    from deletion_items where deletion_id = ${id} and "group" is not null
    group by 1, 2
  `,
  );
  const excepted = await rowsOf<{ group: Group; digest: string }>(
    db,
    sql`
    select "group", md5(string_agg(seq || exception, ',' order by seq)) as digest
    from deletion_items where deletion_id = ${id} and exception is not null and "group" is not null
    group by 1 order by 1
  `,
  );
  return {
    groups: counted.map((c) => ({ ...c, count: Number(c.count), bytes: Number(c.bytes) })),
    exceptions: excepted,
  };
}

function decisionState(row: Decided, counts: DecisionCounts): DecisionState {
  const exceptions = new Map(counts.exceptions.map((e) => [e.group, e.digest]));
  const groups = [...DECIDABLE_GROUPS, ...BLOCKED_GROUPS].map((group) =>
    groupView(group, counts.groups, row.decisions),
  );
  const of = (group: Group) => groups.find((g) => g.group === group)?.included ?? { count: 0, bytes: 0 };
  const forced = add(...FORCE_GROUPS.map(of));
  const lastCopy = of("last-copy");
  const normal = add(of("removable"), lastCopy);
  const total = add(normal, forced);
  const scopeDigest = (scope: ConsentScope) =>
    sha256(
      JSON.stringify([
        row.listDigest,
        row.forecastAt?.toISOString(),
        ...SCOPE_GROUPS[scope].map((g) => [g, row.decisions[g], of(g), exceptions.get(g) ?? ""]),
      ]),
    );
  const scopeDigests = { force: scopeDigest("force"), "last-copy": scopeDigest("last-copy") };
  const consented = (scope: ConsentScope) => row.consents.some((c) => c.digest === scopeDigests[scope]);
  return {
    counts,
    groups,
    scopeDigests,
    plan: {
      total,
      normal,
      forced,
      lastCopy,
      forceConsented: forced.count > 0 && consented("force"),
      lastCopyConsented: lastCopy.count > 0 && consented("last-copy"),
      typedCountRequired: confirmationNeeds({
        items: total.count,
        bytes: total.bytes,
        thresholds: DEFAULT_THRESHOLDS,
      }).typedCount,
    },
    digest:
      row.listDigest && row.forecastAt
        ? decisionDigest(
            {
              listDigest: row.listDigest,
              revision: row.revision,
              decisions: row.decisions,
              exceptionsDigest: JSON.stringify([...exceptions]),
              groupTallies: Object.fromEntries(
                groups.map((g) => [g.group, { count: g.count, bytes: g.bytes }]),
              ),
            },
            sha256,
          )
        : null,
  };
}

function groupView(group: Group, counts: Count[], decisions: GroupDecisions): GroupView {
  const own = counts.filter((c) => c.group === group);
  const included = own.filter((c) => isIncluded(group, decisions, c.exception));
  const decision = isDecidable(group) && decisions[group];
  const differing = own.filter((c) => c.exception && isIncluded(group, decisions, c.exception) !== decision);
  return { group, ...add(...own), included: add(...included), exceptions: add(...differing).count };
}

function add(...amounts: Amount[]): Amount {
  return amounts.reduce<Amount>((sum, a) => ({ count: sum.count + a.count, bytes: sum.bytes + a.bytes }), {
    count: 0,
    bytes: 0,
  });
}
