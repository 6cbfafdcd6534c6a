/** How a person likes the console to look: kept in cookies, read by layout and pages. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

export const THEME_COOKIE = "theme";
export const DENSITY_COOKIE = "density";
/** The columns of the table of videos. */
export const COLUMNS_COOKIE = "columns";

/** The value if it is one of the set, else the set's first. */
export function oneOf<const T extends readonly [string, ...string[]]>(set: T, value: unknown): T[number] {
  return set.find((member) => member === value) ?? set[0];
}
