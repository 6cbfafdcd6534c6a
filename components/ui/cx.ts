/** Class names that hold, joined. No merging: a component's own classes and the caller's must not overlap. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
