import pg from "pg";

const { builtins } = pg.types;
const INT8_ARRAY = 1016;
/** The types of `pg` name no array types, though it reads them. */
const TEXT_ARRAY = 1009 as Parameters<typeof pg.types.getTypeParser>[0];

/**
 * A connection that reads int8 as a number, as PGlite does, whatever parsers the caller names, and that
 * does not let a COMMIT pass which PostgreSQL answered with ROLLBACK because a statement before it had
 * failed. Drizzle brings its own parsers with each statement, so that settings of the pool would not do; and
 * `pg.types.setTypeParser` would change every pool of the process.
 */
export class ConsoleClient extends pg.Client {
  // The overloads of `query` (callback, stream, config) are kept by passing everything on.
  // biome-ignore lint/suspicious/noExplicitAny: the signature of `pg` itself
  override query(...args: any[]): any {
    const [first, ...rest] = args;
    const config = typeof first === "string" ? { text: first } : first;
    if (!isStatement(config)) return Reflect.apply(super.query, this, args);
    const types = readingInt8(config.types ?? pg.types);
    const sent: unknown = Reflect.apply(super.query, this, [{ ...config, types }, ...rest]);
    if (!/^\s*commit\s*;?\s*$/i.test(config.text) || !(sent instanceof Promise)) return sent;
    return sent.then((result: pg.QueryResult) => {
      if (result.command === "COMMIT") return result;
      throw new Error("The transaction was rolled back: a statement in it had failed.");
    });
  }
}

type Statement = { text: string; types?: pg.CustomTypesConfig };

/** Not a Submittable (cursor, COPY stream), which brings its own way of reading. */
function isStatement(value: unknown): value is Statement {
  return (
    typeof value === "object" &&
    value !== null &&
    "text" in value &&
    !("submit" in value) &&
    typeof value.text === "string"
  );
}

function readingInt8(types: pg.CustomTypesConfig): pg.CustomTypesConfig {
  return {
    getTypeParser(oid: number, format?: "text" | "binary") {
      if (oid === builtins.INT8) return toNumber;
      if (oid === INT8_ARRAY) return toNumbers;
      return types.getTypeParser(oid, format);
    },
  };
}

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`int8 ${text} does not fit a number`);
  return value;
}

const readTextArray = pg.types.getTypeParser(TEXT_ARRAY, "text");

function toNumbers(text: string): (number | null)[] {
  // PostgreSQL's array text has the same shape for int8[] as for text[].
  const cells = readTextArray(text) as (string | null)[];
  return cells.map((cell) => (cell === null ? null : toNumber(cell)));
}
