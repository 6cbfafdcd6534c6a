/** Who asks, as far as the wire tells: for sessions, rate limits and the log. */
export type RequestInfo = { address: string | null; userAgent: string | null };

/**
 * The address is the last entry of `X-Forwarded-For`: Next fills it from the socket, and a reverse proxy
 * appends what it saw itself, while everything before it is the client's own claim.
 */
export function requestInfo(headers: Headers): RequestInfo {
  const address = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 64);
  return { address: address || null, userAgent: headers.get("user-agent")?.slice(0, 300) ?? null };
}
