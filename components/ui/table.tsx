import type { ComponentProps } from "react";
import { cx } from "./cx";

/**
 * The look of a real `<table>`. Class names, so that virtual rows can build their own elements from them.
 * `number` is for figures: right-aligned, in digits of one width.
 */
export const TABLE = {
  wrap: "relative overflow-x-auto",
  table: "w-full border-separate border-spacing-0 text-sm",
  th: "sticky top-0 z-sticky h-9 whitespace-nowrap border-line border-b bg-surface px-(--cell-x) text-left font-medium text-ink-muted text-xs",
  td: "h-row border-line border-b px-(--cell-x) py-1 text-ink",
  number: "text-right! tabular-nums",
  row: "group/row transition-colors hover:bg-hover aria-selected:bg-accent-soft",
} as const;

type Cell = { number?: boolean };

/** The table and the box it scrolls in sideways, which the keyboard can reach. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    <div className={TABLE.wrap}>
      <table {...rest} className={cx(TABLE.table, className)} />
    </div>
  );
}

export function Th({ number, className, scope = "col", ...rest }: ComponentProps<"th"> & Cell) {
  return <th {...rest} scope={scope} className={cx(TABLE.th, number && TABLE.number, className)} />;
}

export function Td({ number, className, ...rest }: ComponentProps<"td"> & Cell) {
  return <td {...rest} className={cx(TABLE.td, number && TABLE.number, className)} />;
}

export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={cx(TABLE.row, className)} />;
}
