/** One call of the store, and how many rows of the ledger stand once it is acknowledged. */
export type Step = { text: string; rows: number };

const ROWS = 150;

/**
 * Work for a store under record. A ledger grows by one numbered row per transaction, counted in `settings` by
 * the same transaction; between them comes what moves files about: a table and an index made and dropped,
 * tables emptied and rewritten, a log segment given up early, VACUUM and CHECKPOINT as the console's own
 * maintenance calls them.
 */
export function ledgerWorkload(): Step[] {
  const steps: Step[] = [
    {
      rows: 0,
      text: `begin;
        create table ledger (n integer primary key, body text not null, touched integer not null default 0);
        create index ledger_touched on ledger (touched);
        create table scratch (n integer primary key, body text not null);
        insert into settings (key, value) values ('ledger', '0');
        commit;`,
    },
  ];
  for (let n = 1; n <= ROWS; n += 1) {
    steps.push({
      rows: n,
      text: `begin;
        insert into ledger (n, body) values (${n}, ${bodyOf(String(n))});
        update settings set value = '${n}' where key = 'ledger';
        update ledger set touched = ${n} where n % 7 = ${n % 7};
        insert into scratch select ${n} * 100 + i, repeat(md5(i::text), 20) from generate_series(1, 20) i;
        commit;`,
    });
    const between = BETWEEN.get(n);
    if (between) steps.push(...between.map((text) => ({ text, rows: n })));
  }
  return steps;
}

/**
 * What is wrong with the ledger, one sentence per fault, as a column `fault`.
 *
 * @param least rows that were acknowledged
 * @param most rows that may be there, since their transaction had been sent
 */
export function ledgerFaults(least: number, most: number): string {
  return `
    with found as (
      select count(*)::integer as rows, coalesce(max(n), 0) as last,
        count(*) filter (where body is distinct from ${bodyOf("n")}) as wrong,
        coalesce(max(touched), 0) as touched
      from ledger
    ), counted as (select (value #>> '{}')::integer as rows from settings where key = 'ledger')
    select 'acknowledged ${least}, and only ' || last || ' are there' as fault from found where last < ${least}
    union all select 'sent ${most}, and ' || last || ' are there' from found where last > ${most}
    union all select 'gaps: ' || rows || ' rows up to ' || last from found where rows <> last
    union all select wrong || ' rows hold something else' from found where wrong > 0
    union all select 'updated up to ' || touched || ' and not to ' || last from found where touched <> last
    union all select 'counted ' || coalesce(counted.rows::text, 'nothing') || ' of ' || found.rows
      from found left join counted on true where counted.rows is distinct from found.rows`;
}

/** Every tenth is longer than a page, and kept out of line. */
function bodyOf(n: string): string {
  const long = "(select string_agg(md5(i::text), '') from generate_series(1, 600) i)";
  return `md5((${n})::text) || case when (${n}) % 10 = 0 then ${long} else repeat('x', (${n}) % 90) end`;
}

const BETWEEN = new Map<number, string[]>([
  [15, ["checkpoint"]],
  [30, ["create table passing as select i, md5(i::text) as body from generate_series(1, 3000) i"]],
  [35, ["create index passing_body on passing (body)"]],
  [45, ["vacuum (analyze)", "checkpoint"]],
  [55, ["drop table passing"]],
  [60, ["select pg_switch_wal()"]],
  [70, ["truncate scratch"]],
  [75, ["checkpoint"]],
  [85, ["reindex table ledger"]],
  [95, ["vacuum full scratch"]],
  [105, ["select pg_switch_wal()", "checkpoint"]],
  [115, ["delete from scratch where n % 3 = 0", "vacuum scratch"]],
  [130, ["cluster ledger using ledger_pkey"]],
  [140, ["vacuum (analyze)", "checkpoint"]],
]);
