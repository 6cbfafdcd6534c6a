/** Why a whole file is no list. Nothing of it is used; `lists.json` has the sentences. */
export const LIST_REFUSALS = [
  "empty",
  "binary",
  "not-utf8",
  "too-large",
  "endless-line",
  "open-quote",
  "too-many-lines",
] as const;
export type ListRefusalCode = (typeof LIST_REFUSALS)[number];

/** Thrown while reading; `line` is where it was noticed, counted from 1, where that helps to mend it. */
export class ListRefusal extends Error {
  readonly code: ListRefusalCode;
  readonly line: number | null;

  constructor(code: ListRefusalCode, line: number | null = null) {
    super(line === null ? code : `${code} at line ${line}`);
    this.name = "ListRefusal";
    this.code = code;
    this.line = line;
  }
}
