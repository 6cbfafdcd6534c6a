/**
 * What a screen, an export or an API client is told about a deletion. Dates are ISO 8601 in UTC, sizes are
 * bytes, durations are what their name says. Shared by the route handlers and the browser.
 */
import type { Obstacle } from "../deletion/obstacle.ts";
import type { RetryCause } from "../deletion/retry-groups.ts";
import type { Amount } from "../deletion/summarize.ts";
import type {
  DeletionState,
  Exception,
  Group,
  GroupDecisions,
  Lane,
  NotSentReason,
  Outcome,
  Survives,
} from "../deletion/types.ts";
import type { BroughtList } from "./read-brought-lists.ts";
import type { WaitingView } from "./read-waiting.ts";

export type GroupView = Amount & {
  group: Group;
  /** Of these, what the decisions and exceptions include now. Always 0 for groups that are never sent. */
  included: Amount;
  /** How many single items differ from the group's decision. */
  exceptions: number;
};

/** What confirming would send, as decided now. */
export type PlanView = {
  total: Amount;
  normal: Amount;
  forced: Amount;
  lastCopy: Amount;
  /** A consent for the items as they are included now; missing counts as false. */
  forceConsented: boolean;
  lastCopyConsented: boolean;
  /** Above the threshold (items or bytes) the count is typed once more. */
  typedCountRequired: boolean;
};

/** Why a child could be made, and the open one where it exists already. */
export type RetryView = { cause: RetryCause; count: number; openChildId: string | null };

export type CauseView = Amount & {
  outcome: Outcome;
  reason: NotSentReason | null;
  code: string | null;
  message: string | null;
};

export type DeletionView = {
  id: string;
  state: DeletionState;
  environment: { kind: "sandbox" | "live"; accountId: string; region: string };
  createdByName: string;
  createdAt: string;
  reason: string | null;
  ticket: string | null;
  parentId: string | null;
  cause: RetryCause | null;
  children: { id: string; cause: RetryCause; state: DeletionState }[];

  selectedCount: number;
  itemCount: number;
  totalBytes: number;
  snapshotAt: string;
  /** The URL text of the filter; null for a list of ids. */
  filterText: string | null;
  /** Videos that its filter or list names and that were left out of the selection; null once it is no longer reviewed. */
  excludedCount: number | null;
  /** The list that somebody brought and it came from, or that its filter names. */
  list: BroughtList | null;
  listDigest: string | null;

  /** The phase at work and how far it is; null where nothing is counted. */
  progress: {
    phase: "collecting" | "forecasting" | "planning" | "sending" | "verifying";
    done: number;
    total: number;
  } | null;

  forecastAt: string | null;
  forecastTooOld: boolean;
  groups: GroupView[];
  decisions: GroupDecisions;
  plan: PlanView;
  /** Confirming carries it back: list and decisions as this view shows them. */
  digest: string | null;
  /** How many items other open deletions hold as well. */
  overlap: number;
  /** In a review: protection rules that came after the forecast, so that it does not show what they cover. */
  newProtections: number;

  confirmedByName: string | null;
  confirmedAt: string | null;
  confirmedDigest: string | null;
  startsAt: string | null;
  /** The server's clock when this view was made, for countdowns. */
  now: string;

  tallies: Record<Outcome, Amount>;
  /** Everything that did not end verified, grouped by cause, failures first. */
  causes: CauseView[];
  inFlightCalls: number;
  callsPerSecond: number;
  rateCeiling: number;
  /** What of other deletions slows this one down. */
  waiting: WaitingView;
  /** Seconds until all is sent, and when verification is expected to be over; estimates, null when unknown. */
  sendingEtaSeconds: number | null;
  verifyingUntil: string | null;
  pause: { code: string; detail: Record<string, string | number> } | null;
  /** What keeps it from asking VOD just now, or kept the last recheck from it. */
  obstacle: Obstacle | null;
  startedAt: string | null;
  sentAt: string | null;
  finishedAt: string | null;
  cancelledAt: string | null;
  result: "completed" | "cancelled" | null;
  retries: RetryView[];
};

export type ItemView = {
  seq: number;
  videoId: string;
  title: string | null;
  coverUrl: string | null;
  sizeBytes: number | null;
  group: Group | null;
  needsForce: boolean | null;
  survives: Survives | null;
  /** Short fact behind the forecast: NoTranscode, Uploading, Changing… */
  forecastNote: string | null;
  exception: Exception | null;
  included: boolean;
  lane: Lane | null;
  batchNo: number | null;
  outcome: Outcome;
  notSentReason: NotSentReason | null;
  code: string | null;
  message: string | null;
  maybeSent: boolean;
};

/** `GET /api/deletions/[id]/items?group=&outcome=&reason=&code=&cursor=&limit=` ; cursor is the last seq. */
export type ItemsPage = { items: ItemView[]; nextCursor: number | null };

export type AttemptView = {
  id: number;
  kind: "delete" | "readback" | "look";
  operation: string;
  force: boolean;
  batchNo: number | null;
  idCount: number;
  /** The ids it named, in the order they were sent. */
  videoIds: string[];
  startedAt: string;
  endedAt: string | null;
  /** null while in flight; `lost` when the process died before the answer was stored. */
  result: "answered" | "refused" | "unanswered" | "lost" | null;
  trusted: boolean | null;
  requestId: string | null;
  httpStatus: number | null;
  code: string | null;
  message: string | null;
  /** The answer as it came, redacted; may be cut at 64 KiB. */
  body: string | null;
};

/** `GET /api/deletions/[id]/items/[seq]`: one item with everything that was asked and answered about it. */
export type ItemEvidenceView = {
  item: ItemView & {
    checks: number;
    nextCheckAt: string | null;
    acceptedAt: string | null;
    endedAt: string | null;
  };
  attempts: AttemptView[];
};

/** One row of `/deletions`. */
export type DeletionSummary = {
  id: string;
  state: DeletionState;
  result: "completed" | "cancelled" | null;
  createdByName: string;
  createdAt: string;
  finishedAt: string | null;
  reason: string | null;
  parentId: string | null;
  /** The list that somebody brought and it came from, or that its filter names. */
  list: BroughtList | null;
  itemCount: number;
  totalBytes: number;
  verified: Amount;
  /** Items that have their final outcome, of those that were to be sent. */
  ended: number;
  problems: number;
};

/** `GET /api/deletions/search?q=&limit=`: enough of each to know it again. */
export type DeletionHits = {
  deletions: (Pick<
    DeletionSummary,
    "id" | "state" | "reason" | "createdByName" | "createdAt" | "itemCount"
  > & {
    ticket: string | null;
  })[];
  more: boolean;
};

/** What a consent can cover. */
export type ConsentScope = "force" | "last-copy";

export type { Amount, RetryCause };
