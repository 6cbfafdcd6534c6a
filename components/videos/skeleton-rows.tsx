import { Skeleton } from "@/components/ui/skeleton";
import { TABLE } from "@/components/ui/table";

/** Widths of the bars, one per column, as long as what will stand there. */
const BARS = ["w-4", "w-16", "w-56", "w-16", "w-20", "w-14", "w-10", "w-20", "w-24", "w-16", "w-16"];
const NUMBERS = new Set([5, 6, 7]);

/** Rows in their final shape while the real ones are on the way. */
export function SkeletonRows({ count }: { count: number }) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
    <tr key={row} aria-hidden>
      {BARS.map((bar, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
        <td key={column} className={TABLE.td}>
          <Skeleton
            className={`${bar} ${column === 1 ? "h-8" : "h-3"} ${NUMBERS.has(column) ? "ml-auto" : ""}`}
          />
        </td>
      ))}
    </tr>
  ));
}
