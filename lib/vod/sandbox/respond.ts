/** A value of an answer. Undefined members are left out, as VOD leaves out what is not set (§2.3). */
export type WireValue = string | number | boolean | null | undefined | WireValue[] | WireObject;
export type WireObject = { [name: string]: WireValue };

export type Format = "json" | "xml";

const CONTENT_TYPE: Record<Format, string> = {
  json: "application/json;charset=utf-8",
  // The official core reads XML errors only under exactly this type (§3.6).
  xml: "text/xml;charset=utf-8",
};

const escapeXml = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot carry these at all.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");

function element(name: string, value: WireValue): string {
  if (value === undefined || value === null) return "";
  // A list becomes as many elements of its own name (§1.4); a nested one brings its inner name along.
  if (Array.isArray(value)) return value.map((entry) => element(name, entry)).join("");
  if (typeof value === "object") return `<${name}>${members(value)}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

const members = (body: WireObject) =>
  Object.entries(body)
    .map(([name, value]) => element(name, value))
    .join("");

/** One answer as bytes of the wire; `root` is the XML root (`DeleteMezzaninesResponse`, `Error`). */
export function render(
  format: Format,
  root: string,
  body: WireObject,
): { contentType: string; text: string } {
  const text =
    format === "json" ? JSON.stringify(body) : `<?xml version="1.0" encoding="UTF-8"?>${element(root, body)}`;
  return { contentType: CONTENT_TYPE[format], text };
}
