export const MAX_STORED_BYTES = 64 * 1024;

const GONE = "[redacted]";

/** Values of these members, parameters and elements never leave the process, whatever they look like. */
const SECRET_NAMES =
  "(?:OSS)?AccessKeyId|AccessKeySecret|AccessKey|SecurityToken|Signature|StringToSign|CanonicalRequest|" +
  "EncodedDiagnosticMessage|Authorization|PlayAuth|UploadAuth|x-acs-security-token|x-acs-accesskey-id";

/** A whole URL, matched without looking for its query, so that no text makes the search quadratic. */
const URLS = /https?:(?:\/|\\\/){2}(?:[^\s"'<>\\]|\\u[0-9a-f]{4}|\\\/)*/gi;
/** Where its query begins; JSON may write "?" escaped. */
const QUERY = /(?:\?|\\u003f).*$/is;

/** Shorter values are no credentials of VOD, and would also be found in the middle of ordinary words. */
const MIN_SECRET_LENGTH = 8;

const RULES: [RegExp, string][] = [
  // SignatureDoesNotMatch tells the string it signed, which holds the key id; it ends with its JSON string.
  [
    /((?:string ?to ?sign|canonical ?request)(?: is)?\s*:?\s*(?:is\s*)?(?:\\?['"`[])?)(?!["\s,}])(?:[^"<]|(?<=\\)")+/gi,
    `$1${GONE}`,
  ],
  [/ACS3-[A-Z0-9-]+\s+Credential=[^\s"<]*/g, GONE],
  [/\bacs [A-Za-z0-9._-]+:[A-Za-z0-9+/=]+/g, GONE],
  [new RegExp(`(\\\\?"(?:${SECRET_NAMES})\\\\?"\\s*:\\s*\\\\?")(?:[^"\\\\]|\\\\[^"])*`, "gi"), `$1${GONE}`],
  [new RegExp(`(<(${SECRET_NAMES})\\b[^>]*>)[^<]*`, "gi"), `$1${GONE}`],
  [new RegExp(`(\\b(?:${SECRET_NAMES})\\s*(?:=|%3D)\\s*)(?:(?!%26)[^&\\s"'<>,;\\\\])*`, "gi"), `$1${GONE}`],
  [/(\bAuthorization:[ \t]*)[^\r\n"<]*/gi, `$1${GONE}`],
  [/\bLTAI[A-Za-z0-9]{8,}/g, GONE],
  [/\bSTS\.[A-Za-z0-9]{8,}/g, GONE],
];

/**
 * Text as it may be stored or logged: without access key ids, signatures, strings to sign, security tokens,
 * diagnostic blobs and the queries of URLs. Names and shape stay, so that it can still be read as evidence.
 *
 * @param secrets values known to be secret, cut wherever they occur, plain or encoded; at least 8 characters long.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const literals = secrets
    .filter((s) => s.length >= MIN_SECRET_LENGTH)
    .flatMap((s) => [s, encodeURIComponent(s), jsonText(s)]);
  literals.sort((a, b) => b.length - a.length);
  let safe = text;
  for (const literal of literals) safe = safe.replaceAll(literal, GONE);
  // Signed file and play URLs keep host and path; every other URL loses its query as well.
  safe = safe.replace(URLS, (url) => url.replace(QUERY, `?${GONE}`));
  for (const [pattern, replacement] of RULES) safe = safe.replace(pattern, replacement);
  return safe;
}

/** Redacted first, then cut to at most 64 KiB of UTF-8, so that no secret is halved past recognition. */
export function redactForStorage(text: string, secrets: readonly string[] = []): string {
  const bytes = Buffer.from(storable(redact(text, secrets)), "utf8");
  if (bytes.length <= MAX_STORED_BYTES) return bytes.toString("utf8");
  let end = MAX_STORED_BYTES;
  // A continuation byte (10xxxxxx) at the cut belongs to a character that began before it.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString("utf8");
}

/** Text as a database takes it: what it refuses (NUL, half a surrogate pair) becomes U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll("\0", "\uFFFD").toWellFormed();
}

function jsonText(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
