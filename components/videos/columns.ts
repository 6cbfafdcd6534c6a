/**
 * What the table can show, in order. Checkbox and title with the id are always there; these come and go. The
 * picture stands inside of the title's cell, so that it takes no column of its own.
 */
export const COLUMN_KEYS = [
  "picture",
  "status",
  "category",
  "size",
  "duration",
  "created",
  "mode",
  "storage",
  "source",
] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

/** Widths in rem. */
const WIDTHS = {
  status: 10,
  category: 7.5,
  size: 5.75,
  duration: 5.25,
  created: 8,
  mode: 8.75,
  storage: 9.75,
  source: 7.5,
} as const satisfies Record<Exclude<ColumnKey, "picture">, number>;
export type DataColumn = keyof typeof WIDTHS;
const CHECKBOX_REM = 2.25;

export type ShownColumns = {
  picture: boolean;
  /** Besides checkbox and title, in order. */
  data: readonly { key: DataColumn; rem: number }[];
  /** The width of all but the title. */
  rem: number;
  /** All of them, as a grid takes its columns; the title gets the rest. */
  tracks: string;
};

/** How to lay out the columns that are chosen. */
export function shownColumns(chosen: readonly ColumnKey[]): ShownColumns {
  const data = chosen.filter((key) => key !== "picture").map((key) => ({ key, rem: WIDTHS[key] }));
  return {
    picture: chosen.includes("picture"),
    data,
    tracks: [`${CHECKBOX_REM}rem`, "minmax(0, 1fr)", ...data.map(({ rem }) => `${rem}rem`)].join(" "),
    rem: data.reduce((sum, { rem }) => sum + rem, CHECKBOX_REM),
  };
}

/** As URL and cookie hold them: `status,size`, and `none` for the title alone. */
export function columnsToText(chosen: readonly ColumnKey[]): string {
  return chosen.length === 0 ? "none" : COLUMN_KEYS.filter((key) => chosen.includes(key)).join(",");
}

/** null when the text names nothing that is a column; names that are none are passed over. */
export function columnsFromText(text: string | null | undefined): readonly ColumnKey[] | null {
  if (!text) return null;
  if (text === "none") return [];
  const names = text.split(",");
  const known = COLUMN_KEYS.filter((key) => names.includes(key));
  return known.length === 0 ? null : known;
}
