import { eq, sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { idLists } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { judgeByCatalog } from "../../lists/judge-line.ts";
import { moveCounts, noCounts } from "../../lists/line-status.ts";
import type { ListEntry } from "../../lists/list-reader.ts";
import { readId } from "../../lists/read-id.ts";
import { UseCaseError } from "../../use-case-error.ts";
import { cleanId, idKey } from "../../vod/ids.ts";
import { type ListDeps, type ListRow, lockListRow } from "./list-row.ts";
import { type JudgedLine, type PlacedLine, placeLines } from "./place-lines.ts";

/**
 * Takes the next part of a list, each line with what the catalog says of it. A part that has arrived before,
 * sent again because its answer got lost, is left as it is.
 *
 * @param input.no counts from 0; parts come in order
 * @param input.digest SHA-256 of the part as it arrived; the caller has compared it with what was declared
 * @throws UseCaseError `not-found` for a list of somebody else, `conflict` out of order or after the seal,
 *   `invalid-input` for a selection that names what is no id
 */
export async function storePart(
  c: ListDeps,
  input: { actorId: string; listId: string; no: number; digest: string; entries: readonly ListEntry[] },
): Promise<void> {
  await c.db.transaction(async (tx) => {
    const row = await lockListRow(tx, c.environment.id, input.listId);
    if (row.createdBy !== input.actorId) throw new UseCaseError("not-found");
    const digests = row.partDigests ?? [];
    if (digests[input.no] === input.digest) return;
    if (row.sealedAt || input.no !== digests.length) throw new UseCaseError("conflict");

    const first = (row.lineCount ?? 0) + 1;
    const lines = input.entries.map((entry, i) => ({ ...entry, no: first + i }));
    const judged = row.source === "selection" ? lines.map(asSelected) : await judge(tx, row, lines);
    const placed = await placeLines(tx, row.id, judged);
    await insertLines(tx, row.id, placed);
    const moves = placed.map(({ status }) => ({ from: null, to: status }));
    await tx
      .update(idLists)
      .set({
        lineCount: first - 1 + placed.length,
        partDigests: [...digests, input.digest],
        counts: moveCounts(row.counts ?? noCounts(), moves),
      })
      .where(eq(idLists.id, row.id));
  });
}

type NumberedEntry = ListEntry & { no: number };

/** Ids that were selected in the table are VideoIds, and stay selected whatever the catalog has become. */
function asSelected({ no, line, text }: NumberedEntry): JudgedLine {
  const id = cleanId(text);
  if (!id.ok) throw new UseCaseError("invalid-input", { line });
  return { no, line, text, judgement: { status: "known", videoId: id.id } };
}

async function judge(tx: Tx, row: ListRow, lines: readonly NumberedEntry[]): Promise<JudgedLine[]> {
  const read = lines.map((entry) => ({ entry, id: readId(entry.text) }));
  const asked = read.flatMap(({ entry, id }) => (id.ok && entry.sameAs === null ? [id.token] : []));
  const catalog = await lookUp(tx, row.environmentId, asked);
  return read.map(({ entry: { no, line, text, sameAs }, id }) => {
    const placed = { no, line, text: id.ok ? id.token : text };
    if (!id.ok) return { ...placed, judgement: { status: "malformed", detail: id.reason } };
    if (sameAs !== null) return { ...placed, judgement: { status: "duplicate", detail: String(sameAs) } };
    const token = { videoId: idKey(id.token), isVideoId: id.videoId !== null };
    const references = (catalog.references.get(id.token) ?? []).filter((other) => other !== token.videoId);
    const found = { video: catalog.videos.has(token.videoId), references };
    return { ...placed, judgement: judgeByCatalog(token, found) };
  });
}

/** Which of these the catalog holds as a VideoId, and which videos have one of them as their custom id. */
async function lookUp(tx: Tx, environmentId: string, tokens: readonly string[]) {
  const videos = await rowsOf<{ video_id: string }>(
    tx,
    sql`
      select v.video_id from jsonb_array_elements_text(${JSON.stringify(tokens.map(idKey))}::jsonb) as asked(id)
      join videos v on v.environment_id = ${environmentId} and v.video_id = asked.id
      where v.vanished_at is null
    `,
  );
  const references = await rowsOf<{ reference_id: string; video_id: string }>(
    tx,
    sql`
      select v.reference_id, v.video_id
      from jsonb_array_elements_text(${JSON.stringify(tokens)}::jsonb) as asked(id)
      join videos v on v.environment_id = ${environmentId} and v.reference_id = asked.id
      where v.vanished_at is null
      order by v.video_id
    `,
  );
  const byReference = Map.groupBy(references, (row) => row.reference_id);
  return {
    videos: new Set(videos.map((row) => row.video_id)),
    references: new Map([...byReference].map(([id, rows]) => [id, rows.map((row) => row.video_id)])),
  };
}

async function insertLines(tx: Tx, listId: string, lines: readonly PlacedLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ videoId, ...line }) => ({ ...line, video_id: videoId }));
  await tx.execute(sql`
    insert into id_list_lines (id_list_id, no, line, text, status, video_id, detail, candidates)
    select ${listId}, l.no, l.line, l.text, l.status, l.video_id, l.detail, l.candidates
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(
      no int, line int, text text, status text, video_id text, detail text, candidates text[])
  `);
}
