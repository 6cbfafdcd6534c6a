import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { catalogSyncs } from "../db/schema.ts";
import type { Store } from "../db/types.ts";

const SLICE = 50_000;

/** The id of the n-th video of the filled catalog. */
export const videoIds = (count: number) =>
  sql`select md5(n::text) as id from generate_series(1, ${count}::int) n`;

/**
 * For tests and benchmarks: so many videos in the catalog, spread over five years, forty categories, sizes up to
 * 4 GB and titles of a few words, one in five of them Chinese; a third has tags, 1 % no size, 3 % are audio. What
 * is there already stays.
 */
export async function fillCatalog(store: Store, environmentId: string, count: number): Promise<void> {
  const [there] = await rowsOf<{ count: number }>(
    store.db,
    sql`select count(*)::int as count from videos where environment_id = ${environmentId}`,
  );
  if (Number(there?.count) >= count) return;
  for (let from = 1; from <= count; from += SLICE) {
    await store.db.execute(sql`
      insert into videos (environment_id, video_id, kind, title, tags, status, size_bytes, duration_seconds, cate_id,
        cate_name, created_at, modified_at, transcode_mode, storage_class, observed_at)
      select ${environmentId}, md5(n::text),
        case when n % 33 = 0 then 'audio' else 'video' end,
        case when n % 5 = 0
          then (array['高等数学精讲','城市观察','天气预报','品牌故事','晚间播报','杭州新闻联播'])[1 + n % 6] || ' 第' || n || '集'
          else (array['Lecture','Interview','Match','Recipe','Trailer','Lesson','Webinar','Tour'])[1 + n % 8] || ' ' ||
            (array['autumn','river','city','music','physics','history','garden','night'])[1 + (n / 8) % 8] || ' ' || n
        end,
        case when n % 3 = 0 then (array['learning,online','新闻,城市','music'])[1 + n % 7 % 3] end,
        case when n % 50 = 0 then 'Blocked' when n % 20 = 0 then 'UploadSucc' else 'Normal' end,
        case when n % 100 = 0 then null else 1000000 + (hashint4(n)::int8 & 4294967295) end,
        30 + n % 7200, 1000 + n % 40, 'Category ' || n % 40,
        now() - make_interval(secs => (hashint4(n + 1)::int8 & 4294967295) / 27.2),
        now(), (array['FastTranscode','FastTranscode','FastTranscode','NoTranscode'])[1 + n % 4],
        case when n % 200 = 0 then 'Archive' else 'Standard' end, now()
      from generate_series(${from}::int, ${Math.min(count, from + SLICE - 1)}::int) n
      on conflict do nothing
    `);
  }
  await store.exec("vacuum analyze videos");
}

/** The same, and a sync that has just ended, so that a console does not read a sandbox's library as well. */
export async function fillLibrary(store: Store, environmentId: string, count: number): Promise<void> {
  await fillCatalog(store, environmentId, count);
  const now = new Date();
  await store.db
    .insert(catalogSyncs)
    .values({
      id: "filled",
      environmentId,
      state: "finished",
      startedAt: now,
      finishedAt: now,
      total: count,
      seen: count,
      cursor: { unseen: 0 },
    })
    .onConflictDoUpdate({ target: catalogSyncs.id, set: { startedAt: now, finishedAt: now } });
}
