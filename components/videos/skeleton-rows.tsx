import { cx } from "@/components/ui/cx";
import { Skeleton } from "@/components/ui/skeleton";
import { TABLE } from "@/components/ui/table";
import type { DataColumn, ShownColumns } from "./columns";
import { PINNED } from "./video-row";

/** Widths of the bars, as long as what will stand there. */
const BARS: Record<DataColumn, string> = {
  status: "w-16",
  category: "w-20",
  size: "ml-auto w-14",
  duration: "ml-auto w-10",
  created: "ml-auto w-20",
  mode: "w-24",
  storage: "w-16",
  source: "w-16",
};

/** Rows in their final shape while the real ones are on the way. */
export function SkeletonRows({ count, columns }: { count: number; columns: ShownColumns }) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
    <tr key={row} aria-hidden className="bg-surface">
      <td className={cx(TABLE.td, PINNED.box, PINNED.ground)}>
        <Skeleton className="h-3 w-4" />
      </td>
      <td className={cx(TABLE.td, PINNED.title, PINNED.ground)}>
        <div className="flex items-center gap-3">
          {columns.picture && <Skeleton className="h-8 w-16 shrink-0 max-sm:hidden" />}
          <Skeleton className="h-3 w-56" />
        </div>
      </td>
      {columns.data.map(({ key }) => (
        <td key={key} className={TABLE.td}>
          <Skeleton className={`h-3 ${BARS[key]}`} />
        </td>
      ))}
    </tr>
  ));
}
