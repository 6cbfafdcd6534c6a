import { and, asc, eq } from "drizzle-orm";
import { idListLines } from "../../db/schema.ts";
import { liesWith } from "../../deletion/obstacle.ts";
import { type Judgement, judgeByLook } from "../../lists/judge-line.ts";
import { readId } from "../../lists/read-id.ts";
import { UseCaseError } from "../../use-case-error.ts";
import {
  type Caller,
  MAX_IDS_PER_CALL,
  type MediaInspection,
  type ReferenceLookup,
  type Refused,
  type Unanswered,
  type VodClient,
} from "../../vod/types.ts";
import { applyInspection } from "../observe.ts";
import { type ListDeps, lockOpenList, readListRow } from "./list-row.ts";
import { type JudgedLine, placeLines } from "./place-lines.ts";
import { updateLines } from "./update-lines.ts";
import type { CheckStep } from "./views.ts";

/** Groups of 20 that one step asks about, side by side: what the rate gives in about a second. */
const GROUPS_PER_STEP = 10;

type Line = { no: number; line: number; text: string };
type Lost = Refused | Unanswered;

/**
 * One step of the live check: asks VOD about the next lines that the catalog does not know, as VideoIds where
 * they have the form, and as custom ids. What it learns is stored with the lines, so that the next step, after
 * a reload or in another process, goes on from there. While VOD cannot be asked, nothing is concluded about
 * any line (decision 007): the step ends with the obstacle.
 *
 * @throws UseCaseError `not-found`, `conflict` before the list's seal and after its use
 */
export async function checkList(c: ListDeps & { vod: VodClient }, listId: string): Promise<CheckStep> {
  const row = await readListRow(c.db, c.environment.id, listId);
  if (!row.sealedAt || row.usedAt) throw new UseCaseError("conflict");
  const lines = await c.db
    .select({ no: idListLines.no, line: idListLines.line, text: idListLines.text })
    .from(idListLines)
    .where(and(eq(idListLines.idListId, listId), eq(idListLines.status, "unknown")))
    .orderBy(asc(idListLines.no))
    .limit(GROUPS_PER_STEP * MAX_IDS_PER_CALL);
  const looks = await Promise.all(groupsOf(lines).map((group) => lookAt(c, listId, group)));
  const judged = looks.flatMap((look) => look.judged);
  const lost = looks.find((look) => look.lost !== null)?.lost ?? null;
  return await c.db.transaction(async (tx) => {
    const list = await lockOpenList(tx, c.environment.id, listId);
    const counts = await updateLines(tx, list, ["unknown"], await placeLines(tx, listId, judged));
    return { left: counts.unknown, obstacle: lost && { code: lost.code, message: lost.message } };
  });
}

/** Up to 20 lines. What lies with one of them alone must not leave the others unasked. */
async function lookAt(
  c: ListDeps & { vod: VodClient },
  listId: string,
  lines: readonly Line[],
): Promise<{ judged: JudgedLine[]; lost: Lost | null }> {
  const caller: Caller = { priority: "forecast", onBehalfOf: listId };
  const startedAt = new Date();
  const ids = lines.map((line) => ({ line, id: readId(line.text) }));
  const videoIds = ids.flatMap(({ id }) => (id.ok && id.videoId !== null ? [id.videoId] : []));
  const asked = [...new Set(videoIds)];
  const [seen, named] = await Promise.all([
    asked.length > 0 ? c.vod.inspectVideos(asked, caller) : null,
    c.vod.lookUpReferences(
      lines.map(({ text }) => text),
      caller,
    ),
  ]);
  if (seen?.kind === "answered") await applyInspection(c.db, c.environment.id, seen.data, startedAt);
  if (named.kind !== "answered") return await afterLoss(c, listId, lines, named);
  if (seen !== null && seen.kind !== "answered") return await afterLoss(c, listId, lines, seen);
  const judged = ids.map(({ line, id }, i) => {
    const videoId = id.ok ? id.videoId : null;
    const judgement = judgeByLook(
      { videoId: videoId ?? line.text, isVideoId: videoId !== null },
      {
        video: videoId === null ? null : foundOf(seen?.data ?? [], videoId),
        references: videosOf(named.data[i]),
      },
    );
    return { ...line, judgement };
  });
  return { judged, lost: null };
}

async function afterLoss(
  c: ListDeps & { vod: VodClient },
  listId: string,
  lines: readonly Line[],
  lost: Lost,
): Promise<{ judged: JudgedLine[]; lost: Lost | null }> {
  if (liesWith(lost) !== "ids") return { judged: [], lost };
  if (lines.length > 1) {
    const looks = [];
    for (const line of lines) looks.push(await lookAt(c, listId, [line]));
    return {
      judged: looks.flatMap((look) => look.judged),
      lost: looks.find((look) => look.lost !== null)?.lost ?? null,
    };
  }
  const judgement: Judgement = { status: "unasked", detail: lost.code };
  return { judged: lines.map((line) => ({ ...line, judgement })), lost: null };
}

function foundOf(inspections: readonly MediaInspection[], videoId: string) {
  return inspections.find((seen) => seen.videoId === videoId)?.found ?? "absent";
}

function videosOf(lookup: ReferenceLookup | undefined): string[] | null {
  if (!lookup || lookup.found === "absent") return null;
  return lookup.found === "present" ? lookup.videoIds : [];
}

function groupsOf(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  for (let at = 0; at < lines.length; at += MAX_IDS_PER_CALL)
    groups.push(lines.slice(at, at + MAX_IDS_PER_CALL));
  return groups;
}
