type Items = readonly { seq: number }[];

/**
 * How far a list has been worked through, while several parts of it are under way and may end in any order.
 *
 * @param from the seq after which to begin
 */
export function createPlace(from: number) {
  const open = new Map<number, Items>();
  let begun = from;
  const first = (items: Items) => items[0]?.seq ?? 0;
  return {
    begin(items: Items) {
      open.set(first(items), items);
      begun = items.at(-1)?.seq ?? begun;
    },
    done: (items: Items) => open.delete(first(items)),
    /** They are to be begun again. */
    giveBack(items: Items) {
      open.delete(first(items));
      begun = Math.min(begun, first(items) - 1);
    },
    /** The seq after which nothing has begun. */
    begun: () => begun,
    /** The seq up to which all is stored. */
    reached: () => Math.min(begun, ...[...open.keys()].map((seq) => seq - 1)),
    isWhole: () => open.size === 0,
  };
}
