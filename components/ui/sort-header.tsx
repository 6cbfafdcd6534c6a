import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { Th } from "./table";

export type SortDirection = "asc" | "desc";

/** A column head that sorts. `direction` is null while another column does. */
export function SortHeader(props: {
  direction: SortDirection | null;
  onSort: () => void;
  number?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const Icon = props.direction === null ? ChevronsUpDown : props.direction === "asc" ? ArrowUp : ArrowDown;
  const sorted = ({ asc: "ascending", desc: "descending" } as const)[props.direction ?? "asc"];
  return (
    <Th
      {...(props.number ? { number: true } : {})}
      {...(props.direction ? { "aria-sort": sorted } : {})}
      {...(props.className ? { className: props.className } : {})}
    >
      <button
        type="button"
        onClick={props.onSort}
        className="-mx-1.5 inline-flex h-6 items-center gap-1 rounded-sm px-1.5 hover:bg-hover hover:text-ink"
      >
        {props.children}
        <Icon aria-hidden className={props.direction ? "size-3.5 text-ink" : "size-3.5 text-ink-faint"} />
      </button>
    </Th>
  );
}
