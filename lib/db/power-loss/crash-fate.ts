/** What a power loss does with each thing that was not yet made lasting. */
export type CrashFate = {
  /** Which of a page's unsynced versions is on the disk: 0 is none of them, `versions` the newest. */
  page(versions: number): number;
  /** Whether a file keeps the length it had grown to, with zeros where a page is missing. */
  keepsLength(): boolean;
  /** How many of the changes to names and lengths are on the disk, at least `lasting`, at most `made`. */
  names(lasting: number, made: number): number;
};

/** No power loss: everything is as the store left it. */
export const nothingLost: CrashFate = {
  page: (versions) => versions,
  keepsLength: () => true,
  names: (_lasting, made) => made,
};

/** Each page and each file by itself; most often all names are there, since they seldom lag behind. */
export function randomFate(random: () => number): CrashFate {
  return {
    page: (versions) => Math.floor(random() * (versions + 1)),
    keepsLength: () => random() < 0.5,
    names: (lasting, made) => (random() < 0.5 ? made : lasting + Math.floor(random() * (made - lasting + 1))),
  };
}
