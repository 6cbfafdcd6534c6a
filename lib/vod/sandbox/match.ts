import { ApiError } from "./errors.ts";
import { MATCH_FIELDS, MAX_IDS_IN_MATCH, type MatchField } from "./match-fields.ts";
import { type Token, tokenize } from "./match-tokens.ts";

export type Bound = { value: number; open: boolean } | null;

/** A Match expression, checked against the fields. Times are Unix seconds. */
export type Condition =
  | { op: "and" | "or"; terms: Condition[] }
  | { op: "any"; field: string; fuzzy: boolean; values: (string | number)[] }
  | { op: "range"; field: string; low: Bound; high: Bound };

const MAX_DEPTH = 32;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * Reads the Match parameter of SearchMedia. The grammar is that of vod-api.md §2.1: `and` between terms; `or`
 * only inside parentheses and not mixed with `and` in one pair; strings in single quotes.
 *
 * @returns null for an empty expression
 * @throws ApiError ErrorMatchSyntax
 */
export function parseMatch(text: string, kind: "video" | "audio"): Condition | null {
  if (text.trim() === "") return null;
  const tokens = tokenize(text);
  if (!tokens) throw matchError(text);
  const reader = { tokens, at: 0, fields: MATCH_FIELDS[kind], text };
  const condition = terms(reader, ["and"], 0);
  if (reader.at < tokens.length) throw matchError(text);
  return condition;
}

/** Whether a record satisfies the condition; `get` gives a field's value or null. */
export function satisfies(condition: Condition, get: (field: string) => string | number | null): boolean {
  switch (condition.op) {
    case "and":
      return condition.terms.every((term) => satisfies(term, get));
    case "or":
      return condition.terms.some((term) => satisfies(term, get));
    case "any": {
      const value = get(condition.field);
      if (value === null) return false;
      if (!condition.fuzzy) return condition.values.includes(value);
      const text = String(value).toLowerCase();
      return condition.values.some((wanted) => text.includes(String(wanted).toLowerCase()));
    }
    case "range": {
      const value = get(condition.field);
      return typeof value === "number" && within(value, condition.low, condition.high);
    }
    default:
      return condition satisfies never;
  }
}

export function within(value: number, low: Bound, high: Bound): boolean {
  if (low && (low.open ? value <= low.value : value < low.value)) return false;
  return !(high && (high.open ? value >= high.value : value > high.value));
}

type Reader = {
  tokens: readonly Token[];
  at: number;
  fields: Readonly<Record<string, MatchField>>;
  text: string;
};

function matchError(what: string): ApiError {
  const shown = what.length > 64 ? `${what.slice(0, 64)}...` : what;
  return new ApiError(
    400,
    "ErrorMatchSyntax",
    `The parameter Match.${shown} has an error syntax, please check it.`,
  );
}

const isMark = (token: Token | undefined, mark: string) => token?.kind === "mark" && token.text === mark;
const isWord = (token: Token | undefined, word: string) =>
  token?.kind === "word" && token.text.toLowerCase() === word;

function terms(reader: Reader, joiners: readonly ("and" | "or")[], depth: number): Condition {
  if (depth > MAX_DEPTH) throw matchError(reader.text);
  const list = [term(reader, depth)];
  let joiner: "and" | "or" | undefined;
  for (;;) {
    const next = joiners.find((word) => isWord(reader.tokens[reader.at], word));
    if (!next) break;
    if (joiner && joiner !== next) throw matchError(reader.text);
    joiner = next;
    reader.at += 1;
    list.push(term(reader, depth));
  }
  const [only] = list;
  return list.length === 1 && only ? only : { op: joiner ?? "and", terms: list };
}

function term(reader: Reader, depth: number): Condition {
  if (isMark(reader.tokens[reader.at], "(")) {
    reader.at += 1;
    const inner = terms(reader, ["and", "or"], depth + 1);
    expectMark(reader, ")", reader.text);
    return inner;
  }
  const token = reader.tokens[reader.at++];
  if (token?.kind !== "word") throw matchError(reader.text);
  const name = token.text;
  const field = Object.hasOwn(reader.fields, name) ? reader.fields[name] : undefined;
  if (!field) throw matchError(name);
  if (isWord(reader.tokens[reader.at], "in")) {
    reader.at += 1;
    return several(reader, name, field);
  }
  expectMark(reader, "=", name);
  const next = reader.tokens[reader.at];
  if (isMark(next, "(") || isMark(next, "[")) return range(reader, name, field);
  if (!field.exact && !field.fuzzy && !field.multi) throw matchError(name);
  return { op: "any", field: name, fuzzy: field.fuzzy === true, values: [value(reader, name, field)] };
}

function several(reader: Reader, name: string, field: MatchField): Condition {
  if (!field.multi) throw matchError(name);
  expectMark(reader, "(", name);
  const values = [value(reader, name, field)];
  while (isMark(reader.tokens[reader.at], ",")) {
    reader.at += 1;
    values.push(value(reader, name, field));
  }
  expectMark(reader, ")", name);
  if (name === "VideoId" && values.length > MAX_IDS_IN_MATCH) throw matchError(name);
  return { op: "any", field: name, fuzzy: field.fuzzy === true, values };
}

function range(reader: Reader, name: string, field: MatchField): Condition {
  if (!field.range) throw matchError(name);
  const lowOpen = isMark(reader.tokens[reader.at++], "(");
  const bound = (open: boolean): Bound => {
    const read = value(reader, name, field);
    return typeof read === "number" ? { value: read, open } : null;
  };
  const low = isMark(reader.tokens[reader.at], ",") ? null : bound(lowOpen);
  expectMark(reader, ",", name);
  const atEnd = isMark(reader.tokens[reader.at], ")") || isMark(reader.tokens[reader.at], "]");
  const high = atEnd ? null : bound(false);
  const end = reader.tokens[reader.at++];
  if (!isMark(end, ")") && !isMark(end, "]")) throw matchError(name);
  if (!low && !high) throw matchError(name);
  return { op: "range", field: name, low, high: high && { ...high, open: isMark(end, ")") } };
}

function value(reader: Reader, name: string, field: MatchField): string | number {
  const token = reader.tokens[reader.at++];
  if (token?.kind === "string" && field.type === "string") return token.text;
  if (token?.kind === "string" && field.type === "time" && TIME.test(token.text)) {
    const at = Date.parse(token.text);
    if (!Number.isNaN(at)) return at / 1000;
  }
  const isNumeric = field.type === "long" || field.type === "float";
  if (isNumeric && (token?.kind === "number" || token?.kind === "string")) {
    const read = token.text.trim() === "" ? Number.NaN : Number(token.text);
    if (Number.isFinite(read) && (field.type === "float" || Number.isInteger(read))) return read;
  }
  throw matchError(name);
}

function expectMark(reader: Reader, mark: string, what: string): void {
  if (!isMark(reader.tokens[reader.at++], mark)) throw matchError(what);
}
