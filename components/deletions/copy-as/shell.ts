import { type DeleteCall, endpointOf, videoIdsOf, warningOf } from "./delete-call";
import { shellQuoted } from "./quote";

/** For the Alibaba Cloud CLI. Its own `--force` is another option: the parameter is written `--Force`. */
export function asAliyunCli(call: DeleteCall): string {
  return [
    `# ${warningOf(call)}`,
    "# Credentials come from the CLI's profile (aliyun configure).",
    "aliyun vod DeleteMezzanines \\",
    `  --region ${shellQuoted(call.region)} \\`,
    `  --endpoint ${shellQuoted(endpointOf(call))} \\`,
    `  --VideoIds ${shellQuoted(videoIdsOf(call))} \\`,
    `  --Force ${call.force}`,
    "",
  ].join("\n");
}

/** The bare request without its signature, with how to sign it (vod-api.md §3.3). */
export function asCurl(call: DeleteCall): string {
  const query = `Force=${call.force}&VideoIds=${encodeURIComponent(videoIdsOf(call))}`;
  return [
    `# ${warningOf(call)}`,
    "# It is not signed, so VOD refuses it as it stands. To sign it (ACS3-HMAC-SHA256), add these headers:",
    "#   x-acs-date             the time now in UTC, as 2026-01-02T03:04:05Z",
    "#   x-acs-signature-nonce  a fresh random text for every request",
    "#   x-acs-content-sha256   the SHA-256 of the empty body, in hex",
    "#   Authorization          ACS3-HMAC-SHA256 Credential=<AccessKey id>,SignedHeaders=<names>,Signature=<hex>",
    "# The signature is the HMAC-SHA256, keyed with the AccessKey secret, of",
    '#   "ACS3-HMAC-SHA256\\n" + hex(SHA-256(canonical request))',
    "# and the canonical request is, one per line: POST, /, the query sorted by name, host and every x-acs-*",
    "# header as name:value, an empty line, their names joined by ';', and the value of x-acs-content-sha256.",
    `curl -X POST ${shellQuoted(`https://${endpointOf(call)}/?${query}`)} \\`,
    "  -H 'accept: application/json' \\",
    "  -H 'x-acs-action: DeleteMezzanines' \\",
    "  -H 'x-acs-version: 2017-03-21'",
    "",
  ].join("\n");
}
