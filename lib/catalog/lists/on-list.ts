import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { idListLines, videos } from "../../db/schema.ts";
import type { Executor } from "../../db/types.ts";

/**
 * Whether a video of the catalog is on the list; nothing is on a list of another environment. One look into the
 * list's index for each row that is asked about: the planner never makes a join over the whole list of it.
 */
export function isOnList(environmentId: string, listId: string): SQL {
  return sql`(${isListOf(environmentId, listId)} and coalesce(
    (select true from id_list_lines l where l.id_list_id = ${listId} and l.video_id = ${videos.videoId}), false))`;
}

/** The same for looking videos up by the list, where it is short. */
export function namedByList(environmentId: string, listId: string): SQL {
  return sql`(${isListOf(environmentId, listId)} and ${videos.videoId} in (
    select l.video_id from id_list_lines l where l.id_list_id = ${listId} and l.video_id is not null))`;
}

/**
 * `video_id` and `line` of the lines that stand for these videos. Each is looked up by itself, as the first of the
 * list from its id on: the planner knows little of a list that is coming, and might read all of it for each id.
 */
export function linesFor(listId: string, videoIds: readonly string[]): SQL {
  return sql`
    select held.video_id, held.line
    from jsonb_array_elements_text(${JSON.stringify(videoIds)}::jsonb) as asked(id)
    cross join lateral (
      select l.video_id, l.line from id_list_lines l
      where l.id_list_id = ${listId} and l.video_id >= asked.id order by l.video_id limit 1
    ) held
    where held.video_id = asked.id
  `;
}

/** Asked once a statement, since it names no row. */
export function isListOf(environmentId: string, listId: string): SQL {
  return sql`exists (select from id_lists i where i.id = ${listId} and i.environment_id = ${environmentId})`;
}

/**
 * The videos in the order of their ids from one on, along a list where there is one. To be put into a `from`; the
 * exact condition and the order, by `videos.video_id`, stand beside it.
 */
export function videosAlong(listId: string | null, afterId: string | null): SQL {
  if (listId === null) return sql`${videos}`;
  const beyond = afterId === null ? sql`` : sql`and ${idListLines.videoId} > ${afterId}`;
  return sql`${idListLines} inner join ${videos}
    on ${idListLines.idListId} = ${listId} and ${idListLines.videoId} = ${videos.videoId} ${beyond}`;
}

/** How many videos a list names; before it is made a selection, no more than so many. */
export async function lengthOfList(db: Executor, listId: string): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`
      select case when used_at is null then coalesce(line_count, count) else count end as count
      from id_lists where id = ${listId}
    `,
  );
  return Number(row?.count ?? 0);
}
