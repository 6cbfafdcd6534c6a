const SEPARATORS = /[\s,，]+/u;

/**
 * Reads a list of ids in every encoding two generations of VOD's documents show (vod-api.md §3.5): array,
 * `{"VideoId":[…]}`, bare string, comma list, JSON in a string, null, absent. Duplicates are dropped; order
 * is kept.
 *
 * @throws TypeError for a shape that is none of these. An unreadable list must never pass for an empty one:
 *   ids it may name would count as accepted.
 */
export function decodeIds(value: unknown): string[] {
  return [...new Set(flatten(value))];
}

function flatten(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === "string") return fromText(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return [String(value)];
  if (Array.isArray(value)) return value.flatMap(flatten);
  if (typeof value === "object") return fromWrapper(value);
  throw new TypeError(`a list of ids came as ${typeof value}`);
}

function fromText(value: string): string[] {
  const text = value.trim();
  if (/^[[{"]/.test(text)) {
    const parsed = tryJson(text);
    if (parsed.ok) return flatten(parsed.value);
  }
  return text.split(SEPARATORS).filter((piece) => piece !== "");
}

/** `{"VideoId":[…]}`: one member that holds the ids. More members would be a shape nobody described. */
function fromWrapper(value: object): string[] {
  const members = Object.values(value);
  if (members.length > 1) throw new TypeError("a list of ids came as an object of several members");
  return members.flatMap(flatten);
}

function tryJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
