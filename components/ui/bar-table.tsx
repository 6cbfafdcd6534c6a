import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Table, Td, Th, Tr } from "./table";

export type BarRow = {
  key: string;
  label: ReactNode;
  /** What the row counts, as a page of its own. */
  href?: string | null;
  /** The length of the bar, any unit, the same for all; null for a row without one, such as all others together. */
  value: number | null;
  /** As many as the table has number columns. */
  cells: readonly ReactNode[];
};

/** A bar chart that is a table: each row has its name, a bar, and the figures that the bar shows. */
export function BarTable(props: {
  caption: string;
  /** Heads of the name column and of the number columns. */
  head: readonly [string, ...string[]];
  rows: readonly BarRow[];
}) {
  const [name, ...numbers] = props.head;
  const most = Math.max(...props.rows.map((row) => row.value ?? 0), 1);
  return (
    <Table className="[&_tr>:first-child]:pl-4 [&_tr>:last-child]:pr-4 sm:[&_tr>:first-child]:pl-5 sm:[&_tr>:last-child]:pr-5">
      <caption className="sr-only">{props.caption}</caption>
      <thead>
        <tr>
          <Th className="w-full">{name}</Th>
          {numbers.map((head) => (
            <Th key={head} number>
              {head}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <Tr key={row.key} className="relative">
            <th
              scope="row"
              className="min-w-32 border-line border-b px-(--cell-x) py-2 text-left font-normal"
            >
              {row.href ? (
                <Link
                  href={row.href}
                  className="font-medium text-ink after:absolute after:inset-0 group-hover/row:text-accent-ink group-hover/row:underline"
                >
                  {row.label}
                </Link>
              ) : (
                <span className="text-ink-muted">{row.label}</span>
              )}
              {row.value !== null && <Bar share={row.value / most} />}
            </th>
            {row.cells.map((cell, index) => (
              <Td key={numbers[index]} number className="whitespace-nowrap align-middle">
                {cell}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Something that is there is never too short to be seen. */
function Bar({ share }: { share: number }) {
  return (
    <span aria-hidden className="mt-1.5 block h-1.5 overflow-hidden rounded-full bg-neutral-soft">
      <span
        className={cx("block h-full rounded-full bg-accent", share > 0 && "min-w-1")}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}
