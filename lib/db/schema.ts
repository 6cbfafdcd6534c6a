import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Obstacle } from "../deletion/obstacle.ts";
import type { ProtectionKind } from "../deletion/protection.ts";
import type {
  Consent,
  DecisionCounts,
  DeletionState,
  Exception,
  Forecast,
  Group,
  GroupDecisions,
  Lane,
  NotSentReason,
  Outcome,
  Survives,
} from "../deletion/types.ts";
import type { LineStatus, ListCounts, ListSource } from "../lists/line-status.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const bytes = (name: string) => bigint(name, { mode: "number" });

/** One account, region and endpoint. Everything that speaks of videos belongs to exactly one. */
export const environments = pgTable(
  "environments",
  {
    id: text("id").primaryKey(),
    kind: text("kind").$type<"sandbox" | "live">().notNull(),
    accountId: text("account_id").notNull(),
    region: text("region").notNull(),
    endpoint: text("endpoint").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    /** How many protection rules were ever added: what was checked against fewer is checked anew. */
    protectionsAdded: integer("protections_added").notNull().default(0),
  },
  (t) => [uniqueIndex("environments_identity").on(t.accountId, t.region, t.endpoint)],
);

/** What the index of the filters holds of a video; the function is in the migration that made the index. */
export function videoTokens(t: Record<TokenSource, AnyPgColumn>): SQL {
  return sql`video_tokens(${t.title}, ${t.tags}, ${t.videoId}, ${t.referenceId}, ${t.kind}, ${t.status}, ${t.cateId}, ${t.storageClass}, ${t.transcodeMode}, ${t.mezzanineState})`;
}

type TokenSource =
  | ("title" | "tags" | "videoId" | "referenceId")
  | ("kind" | "status" | "cateId" | "storageClass" | "transcodeMode" | "mezzanineState");

/** The catalog: our index of the account's media. An older observation never overwrites a newer one. */
export const videos = pgTable(
  "videos",
  {
    environmentId: text("environment_id").notNull(),
    videoId: text("video_id").notNull(),
    kind: text("kind").$type<"video" | "audio">().notNull(),
    title: text("title").notNull(),
    description: text("description"),
    tags: text("tags"),
    status: text("status").notNull(),
    sizeBytes: bytes("size_bytes"),
    durationSeconds: doublePrecision("duration_seconds"),
    cateId: bytes("cate_id"),
    cateName: text("cate_name"),
    coverUrl: text("cover_url"),
    createdAt: at("created_at").notNull(),
    modifiedAt: at("modified_at"),
    storageLocation: text("storage_location"),
    appId: text("app_id"),
    transcodeMode: text("transcode_mode").$type<"FastTranscode" | "NoTranscode" | "AsyncTranscode">(),
    storageClass: text("storage_class"),
    restoreStatus: text("restore_status"),
    referenceId: text("reference_id"),
    /** What the last live look said of the source; `unknown` until there was one. */
    mezzanineState: text("mezzanine_state")
      .$type<"unknown" | "present" | "gone" | "busy">()
      .notNull()
      .default("unknown"),
    mezzanineCheckedAt: at("mezzanine_checked_at"),
    /** When the pass over all sources last asked about it, or the first look of any kind; whatever the answer told. */
    lookedAt: at("looked_at"),
    /** The day of it (UTC): an index that holds days is written once a day at most. */
    lookedOn: date("looked_on").generatedAlwaysAs(sql`(looked_at at time zone 'UTC')::date`),
    observedAt: at("observed_at").notNull(),
    /** The sync that saw it last; a full one looks live at what it did not meet. */
    syncId: text("sync_id"),
    /** Set when a live look said that the video no longer exists. */
    vanishedAt: at("vanished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.environmentId, t.videoId] }),
    // What has vanished is in no list, so that no walk along a sort has to step over it.
    index("videos_by_created").on(t.environmentId, t.createdAt, t.videoId).where(sql`vanished_at is null`),
    index("videos_by_size").on(t.environmentId, t.sizeBytes, t.videoId).where(sql`vanished_at is null`),
    index("videos_by_title").on(t.environmentId, t.title, t.videoId).where(sql`vanished_at is null`),
    index("videos_by_duration").on(t.environmentId, t.durationSeconds).where(sql`vanished_at is null`),
    // The few that are not `Normal` lie too far apart for a walk, and are too many to be all read and sorted.
    index("videos_by_status_created")
      .on(t.environmentId, t.status, t.createdAt, t.videoId)
      .where(sql`vanished_at is null and status <> 'Normal'`),
    index("videos_by_status_size")
      .on(t.environmentId, t.status, t.sizeBytes, t.videoId)
      .where(sql`vanished_at is null and status <> 'Normal'`),
    index("videos_by_status_title")
      .on(t.environmentId, t.status, t.title, t.videoId)
      .where(sql`vanished_at is null and status <> 'Normal'`),
    // Words and values of every filter (decision 010). A short pending list: whoever finds it full empties it. With
    // what vanished: the planner combines no two indexes that have the same predicate.
    index("videos_by_token").using("gin", videoTokens(t)).with({ gin_pending_list_limit: 512 }),
    /** What to look at next: never looked at, the largest first; then the day that is longest ago. */
    index("videos_by_look").on(
      t.environmentId,
      t.lookedOn.asc().nullsFirst(),
      t.sizeBytes.desc().nullsLast(),
      t.videoId,
    ),
    // Few videos have one.
    index("videos_by_reference").on(t.environmentId, t.referenceId).where(sql`reference_id is not null`),
  ],
);

export const categories = pgTable(
  "categories",
  {
    environmentId: text("environment_id").notNull(),
    cateId: bytes("cate_id").notNull(),
    cateName: text("cate_name").notNull(),
    parentId: bytes("parent_id").notNull(),
    level: integer("level").notNull(),
  },
  (t) => [primaryKey({ columns: [t.environmentId, t.cateId] })],
);

export const catalogSyncs = pgTable(
  "catalog_syncs",
  {
    id: text("id").primaryKey(),
    environmentId: text("environment_id").notNull(),
    /** full: everything · changes: what is new or changed · sources: live looks at sources, one row for good. */
    mode: text("mode").$type<"full" | "changes" | "sources">().notNull().default("full"),
    state: text("state").$type<"running" | "finished" | "failed">().notNull(),
    startedAt: at("started_at").notNull(),
    finishedAt: at("finished_at"),
    /** full: what VOD said there is, videos and audio together · sources: how many are to be looked at. */
    total: integer("total"),
    seen: integer("seen").notNull().default(0),
    /** Who is at it and how far it has come, beside the windows; at the end, what came of it. */
    cursor: jsonb("cursor").$type<Record<string, unknown>>(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
  },
  (t) => [index("catalog_syncs_by_start").on(t.environmentId, t.startedAt)],
);

/** The figures of the overview, counted now and then by one runner at a time (engine/refresh-overview.ts). */
export const overviews = pgTable("overviews", {
  environmentId: text("environment_id").primaryKey(),
  /** What the catalog held, in the shape of catalog/library-count.ts; null before the first count. */
  figures: jsonb("library"),
  /** When that count began, and how long it took. */
  countedAt: at("counted_at"),
  tookMs: integer("took_ms").notNull().default(0),
  /** Over all finished deletions, each video once; `reclaimed_unsized` of them without a known size. */
  reclaimedCount: integer("reclaimed_count").notNull().default(0),
  reclaimedBytes: bytes("reclaimed_bytes").notNull().default(0),
  reclaimedUnsized: integer("reclaimed_unsized").notNull().default(0),
  /** Who counts just now, with a sign of life; null while nobody does. */
  runner: text("runner"),
  beatAt: at("beat_at"),
});

/** The videos whose source some finished deletion proved gone, so that none is counted twice. */
export const reclaimedVideos = pgTable(
  "reclaimed_videos",
  {
    environmentId: text("environment_id").notNull(),
    videoId: text("video_id").notNull(),
    /** As the deletion knew it; null where VOD did not say. */
    sizeBytes: bytes("size_bytes"),
  },
  (t) => [primaryKey({ columns: [t.environmentId, t.videoId] })],
);

/** The parts of a sync: ranges of time that each scroll by themselves. They go when the sync is finished. */
export const catalogWindows = pgTable(
  "catalog_windows",
  {
    syncId: text("sync_id").notNull(),
    no: integer("no").notNull(),
    kind: text("kind").$type<"video" | "audio">().notNull(),
    field: text("field").$type<"CreationTime" | "ModificationTime">().notNull(),
    /** From this second on, and before that one; null is open. */
    fromAt: at("from_at"),
    toAt: at("to_at"),
    /** The page to ask for next, and the token to ask with. */
    pageNo: integer("page_no").notNull().default(1),
    scrollToken: text("scroll_token"),
    /** The time of the last video stored, from which an expired token is replaced. */
    reachedAt: at("reached_at"),
    done: boolean("done").notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.syncId, t.no] })],
);

/**
 * Ids a person selected or brought, kept once and referenced by id. Without a source, the ids are a deletion's
 * own and stand in parts; with one, they were uploaded and stand in lines, and go after 30 days that nobody used them.
 */
export const idLists = pgTable("id_lists", {
  id: text("id").primaryKey(),
  environmentId: text("environment_id").notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
  /** Ids, final from the beginning, or from `usedAt` on for an uploaded list. */
  count: integer("count").notNull(),
  /** A file or pasted text, whose lines are checked, or ids that were selected in the table. */
  source: text("source").$type<ListSource>(),
  /** What the person called it: the file's name. */
  name: text("name"),
  lineCount: integer("line_count"),
  /** SHA-256 of each part as it arrived, in order. */
  partDigests: text("part_digests").array(),
  /** Lines by status, changed in the transaction of the lines they count. */
  counts: jsonb("counts").$type<ListCounts>(),
  /** All parts have arrived, as many and the same as were sent. */
  sealedAt: at("sealed_at"),
  /** It was made a selection; its lines change no more. */
  usedAt: at("used_at"),
});

/** The lines of an uploaded list in their order. */
export const idListLines = pgTable(
  "id_list_lines",
  {
    idListId: text("id_list_id").notNull(),
    /** Position in the list, from 1; several may come from one line of the file. */
    no: integer("no").notNull(),
    /** Line of the file, from 1. */
    line: integer("line").notNull(),
    text: text("text").notNull(),
    status: text("status").$type<LineStatus>().notNull(),
    /** The video it stands for. Set for the lines that are ready, and for no others. */
    videoId: text("video_id"),
    /** Why it is not ready: the line that holds the same, a reason, a code of VOD. */
    detail: text("detail"),
    /** The videos that an ambiguous id may mean. */
    candidates: text("candidates").array(),
  },
  (t) => [
    primaryKey({ columns: [t.idListId, t.no] }),
    /** No video is in a list twice, whatever names it goes by. */
    uniqueIndex("id_list_lines_video").on(t.idListId, t.videoId).where(sql`video_id is not null`),
    index("id_list_lines_status").on(t.idListId, t.status, t.no).where(sql`status <> 'known'`),
  ],
);

/** The ids of a list in the order they came: part 0 holds the first `ID_LIST_PART`, and so on. */
export const idListParts = pgTable(
  "id_list_parts",
  {
    idListId: text("id_list_id").notNull(),
    no: integer("no").notNull(),
    videoIds: text("video_ids").array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.idListId, t.no] })],
);

/** Ids per part. One array of a million would be read whole for every slice of it. */
export const ID_LIST_PART = 5_000;

export const deletions = pgTable(
  "deletions",
  {
    id: text("id").primaryKey(),
    environmentId: text("environment_id").notNull(),
    state: text("state").$type<DeletionState>().notNull(),
    createdBy: text("created_by").notNull(),
    createdByName: text("created_by_name").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    reason: text("reason"),
    ticket: text("ticket"),
    /** One submit of one form; a second submit with the same key finds the first deletion. */
    idempotencyKey: text("idempotency_key").notNull(),
    parentId: text("parent_id"),
    /** Why a child exists: failed | force | unknown | still-present | unchecked. */
    cause: text("cause"),

    /** The selection: a list by id, or a filter (the URL's text); both with exclusions. */
    idListId: text("id_list_id"),
    filterText: text("filter_text"),
    excludedIds: text("excluded_ids").array(),
    selectedCount: integer("selected_count").notNull(),
    /** Filters freeze the catalog as it was at this moment. */
    snapshotAt: at("snapshot_at").notNull(),
    /** How far collecting, forecasting or planning has come: the last item number done. */
    progressSeq: integer("progress_seq").notNull().default(0),
    progressKey: text("progress_key"),

    itemCount: integer("item_count").notNull().default(0),
    totalBytes: bytes("total_bytes").notNull().default(0),
    /** SHA-256 over the frozen ids in order. */
    listDigest: text("list_digest"),
    forecastAt: at("forecast_at"),
    /** Raised by every change of decisions or forecasts; part of the digest. */
    revision: integer("revision").notNull().default(0),
    decisions: jsonb("decisions").$type<GroupDecisions>().notNull(),
    consents: jsonb("consents").$type<Consent[]>().notNull().default([]),

    confirmedDigest: text("confirmed_digest"),
    /** The items by group as they were confirmed, for showing. */
    confirmedCounts: jsonb("confirmed_counts").$type<DecisionCounts>(),
    confirmedBy: text("confirmed_by"),
    confirmedByName: text("confirmed_by_name"),
    confirmedAt: at("confirmed_at"),
    startsAt: at("starts_at"),
    plannedAt: at("planned_at"),
    startedAt: at("started_at"),
    sentAt: at("sent_at"),
    finishedAt: at("finished_at"),
    cancelledAt: at("cancelled_at"),
    result: text("result").$type<"completed" | "cancelled">(),
    /** Why it is paused or failed: a code of the messages, with the parts that fill it. */
    pauseCode: text("pause_code"),
    pauseDetail: jsonb("pause_detail").$type<Record<string, string | number>>(),
    /** What keeps it from asking VOD just now; null again as soon as VOD answers. */
    obstacle: jsonb("obstacle").$type<Obstacle>(),
    /** Large runs: the lanes whose first batch went alone and was verified. */
    openLanes: text("open_lanes").$type<Lane>().array().notNull().default([]),

    /** Fencing: raised at every start of a driver; a write with an older token is refused. */
    token: integer("token").notNull().default(0),
    /** When a driver last showed a sign of life; tells a long downtime after a restart. */
    drivenAt: at("driven_at"),
    /** How far its verified items were added to what was reclaimed; set once it has finished and all are. */
    reclaimedSeq: integer("reclaimed_seq").notNull().default(0),
    reclaimedAt: at("reclaimed_at"),
  },
  (t) => [
    uniqueIndex("deletions_idempotency").on(t.environmentId, t.createdBy, t.idempotencyKey),
    index("deletions_by_created").on(t.environmentId, t.createdAt),
    index("deletions_by_state").on(t.environmentId, t.state),
    /** One open child per parent and cause. */
    uniqueIndex("deletions_one_open_child")
      .on(t.parentId, t.cause)
      .where(sql`parent_id is not null and state not in ('finished', 'failed', 'discarded')`),
  ],
);

export const deletionItems = pgTable(
  "deletion_items",
  {
    deletionId: text("deletion_id").notNull(),
    /** Position in the frozen list, from 1. */
    seq: integer("seq").notNull(),
    environmentId: text("environment_id").notNull(),
    videoId: text("video_id").notNull(),
    title: text("title"),
    sizeBytes: bytes("size_bytes"),

    forecastState: text("forecast_state").$type<Forecast["state"]>(),
    needsForce: boolean("needs_force"),
    survives: text("survives").$type<Survives>(),
    /** Derived from the three above, stored for counting. */
    group: text("group").$type<Group>(),
    /** Short fact behind the forecast, for the row: e.g. NoTranscode, Uploading, Archive. */
    forecastNote: text("forecast_note"),
    inspectedAt: at("inspected_at"),
    exception: text("exception").$type<Exception>(),

    lane: text("lane").$type<Lane>(),
    batchNo: integer("batch_no"),
    outcome: text("outcome").$type<Outcome>().notNull().default("pending"),
    notSentReason: text("not_sent_reason").$type<NotSentReason>(),
    code: text("code"),
    message: text("message"),
    /** A delete of this id was sent and its answer was not received or not trusted. For good. */
    maybeSent: boolean("maybe_sent").notNull().default(false),
    /** When the last delete call about it left, and how many may have reached VOD so far. */
    sentAt: at("sent_at"),
    sends: integer("sends").notNull().default(0),
    acceptedAt: at("accepted_at"),
    /** The next read-back, null when none is due. */
    checkAt: at("check_at"),
    checks: integer("checks").notNull().default(0),
    /** Read-backs in a row, past the lag horizon, that found a maybe_sent source still present. */
    presentLooks: integer("present_looks").notNull().default(0),
    endedAt: at("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.deletionId, t.seq] }),
    uniqueIndex("deletion_items_video").on(t.deletionId, t.videoId),
    // Partial, so that freezing a million items writes none of them.
    index("deletion_items_batch").on(t.deletionId, t.batchNo).where(sql`batch_no is not null`),
    index("deletion_items_outcome").on(t.deletionId, t.outcome, t.seq).where(sql`outcome <> 'pending'`),
    index("deletion_items_group").on(t.deletionId, t.group, t.seq).where(sql`"group" is not null`),
    index("deletion_items_check").on(t.deletionId, t.checkAt).where(sql`check_at is not null`),
  ],
);

/** Counts and bytes per outcome, changed in the transaction of the items they count. */
export const deletionTallies = pgTable(
  "deletion_tallies",
  {
    deletionId: text("deletion_id").notNull(),
    outcome: text("outcome").$type<Outcome>().notNull(),
    count: integer("count").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.deletionId, t.outcome] })],
);

export const batches = pgTable(
  "batches",
  {
    deletionId: text("deletion_id").notNull(),
    no: integer("no").notNull(),
    lane: text("lane").$type<Lane>().notNull(),
    /**
     * pending: may be claimed · claimed: its ids are held, a last look is on its way · sending: the attempt is
     * written, and so its pending items are sending · accepted: so are its pending items, and `check_at` is when
     * they are first read back · answered: its items have an outcome of their own · split: its items moved on.
     */
    state: text("state")
      .$type<"pending" | "claimed" | "sending" | "accepted" | "answered" | "split">()
      .notNull(),
    size: integer("size").notNull(),
    /** The batch whose items moved here: a half of it, or those that another deletion held. */
    parentNo: integer("parent_no"),
    /** Look at its ids live before sending, because they waited for another deletion. */
    look: boolean("look").notNull().default(false),
    /** While it is pending: another deletion holds its ids. */
    held: boolean("held").notNull().default(false),
    tries: integer("tries").notNull().default(0),
    notBefore: at("not_before"),
    sentAt: at("sent_at"),
    acceptedAt: at("accepted_at"),
    checkAt: at("check_at"),
  },
  (t) => [
    primaryKey({ columns: [t.deletionId, t.no] }),
    index("batches_pending").on(t.deletionId, t.state, t.no),
    index("batches_held").on(t.deletionId).where(sql`held`),
    index("batches_check").on(t.deletionId, t.checkAt).where(sql`check_at is not null`),
  ],
);

/** One request about a batch: the evidence. Written before it leaves, completed with its answer. */
export const attempts = pgTable(
  "attempts",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    environmentId: text("environment_id").notNull(),
    deletionId: text("deletion_id").notNull(),
    batchNo: integer("batch_no"),
    kind: text("kind").$type<"delete" | "readback" | "look">().notNull(),
    operation: text("operation").notNull(),
    force: boolean("force").notNull().default(false),
    videoIds: text("video_ids").array().notNull(),
    token: integer("token").notNull(),
    startedAt: at("started_at").notNull(),
    endedAt: at("ended_at"),
    /** null while in flight; `lost` when the process died before the answer was stored. */
    result: text("result").$type<"answered" | "refused" | "unanswered" | "lost">(),
    trusted: boolean("trusted"),
    requestId: text("request_id"),
    httpStatus: integer("http_status"),
    code: text("code"),
    message: text("message"),
    body: text("body"),
  },
  (t) => [
    index("attempts_by_batch").on(t.deletionId, t.batchNo),
    index("attempts_by_start").on(t.deletionId, t.startedAt),
    index("attempts_open").on(t.deletionId).where(sql`ended_at is null`),
    /** For videos that were never sent with Force. */
    index("attempts_forced").on(t.environmentId).where(sql`force and kind = 'delete'`),
  ],
);

/** One holder at a time for every id that is being deleted, across deletions. */
export const inFlight = pgTable(
  "in_flight",
  {
    environmentId: text("environment_id").notNull(),
    videoId: text("video_id").notNull(),
    deletionId: text("deletion_id").notNull(),
    since: at("since").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.environmentId, t.videoId] })],
);

/** Named URLs of `/videos`; what a query may say is in `lib/catalog/view-query.ts`. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: text("id").primaryKey(),
    environmentId: text("environment_id").notNull(),
    ownerId: text("owner_id").notNull(),
    name: text("name").notNull(),
    query: text("query").notNull(),
    shared: boolean("shared").notNull().default(false),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [
    /** A name once per owner, whatever its letter case. */
    uniqueIndex("saved_views_name").on(t.environmentId, t.ownerId, sql`lower(${t.name})`),
  ],
);

/** What must not be deleted. A rule that was removed stays, for the record, and covers nothing. */
export const protections = pgTable(
  "protections",
  {
    environmentId: text("environment_id").notNull(),
    id: text("id").notNull(),
    kind: text("kind").$type<ProtectionKind>().notNull(),
    /** A video id as the console spells it, the digits of a CateId, or a tag. */
    value: text("value").notNull(),
    reason: text("reason").notNull(),
    createdBy: text("created_by").notNull(),
    createdByName: text("created_by_name").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    removedBy: text("removed_by"),
    removedByName: text("removed_by_name"),
    removedAt: at("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.environmentId, t.id] }),
    uniqueIndex("protections_active").on(t.environmentId, t.kind, t.value).where(sql`removed_at is null`),
  ],
);

export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: at("updated_at").notNull().defaultNow(),
  updatedBy: text("updated_by"),
});

export const users = pgTable("users", {
  id: text("id").primaryKey(),
  /** Lower case; what a person types at sign-in. */
  username: text("username").notNull().unique(),
  name: text("name").notNull(),
  role: text("role").$type<"viewer" | "operator" | "approver" | "admin">().notNull(),
  /** argon2id; null where an identity provider signs the person in. */
  passwordHash: text("password_hash"),
  demo: boolean("demo").notNull().default(false),
  disabledAt: at("disabled_at"),
  createdAt: at("created_at").notNull().defaultNow(),
});

export const sessions = pgTable(
  "sessions",
  {
    /** SHA-256 of the random id in the cookie. */
    idHash: text("id_hash").primaryKey(),
    userId: text("user_id").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    lastSeenAt: at("last_seen_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    endedAt: at("ended_at"),
    userAgent: text("user_agent"),
    address: text("address"),
  },
  (t) => [index("sessions_by_user").on(t.userId)],
);

/** Failed sign-ins, for the rate limit; the key is a hash of account name and address. */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    key: text("key").notNull(),
    at: at("at").notNull().defaultNow(),
  },
  (t) => [index("sign_in_failures_by_key").on(t.key, t.at)],
);

/** Every act of a person and every change of state, written in the same transaction as the change. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    environmentId: text("environment_id"),
    at: at("at").notNull().defaultNow(),
    /** User id, or `system`. */
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    index("audit_by_subject").on(t.subjectType, t.subjectId, t.id),
    index("audit_by_time").on(t.environmentId, t.id),
  ],
);

/** GCRA: one row per account and operation, on the database's clock (engine-findings.md §3). */
export const quota = pgTable(
  "quota",
  {
    account: text("account").notNull(),
    operation: text("operation").notNull(),
    /** Theoretical arrival time of the next call. */
    tat: timestamp("tat", { withTimezone: true }).notNull(),
    /** Calls per second now; falls by throttling, rises gently back to `ceiling`. */
    rate: doublePrecision("rate").notNull(),
    ceiling: doublePrecision("ceiling").notNull(),
    raisedAt: at("raised_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.account, t.operation] })],
);
