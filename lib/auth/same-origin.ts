/**
 * Whether a request comes from one of our own pages. Next lets a request without `Origin` through; here it
 * counts as foreign, and so does one whose `Sec-Fetch-Site` is anything but `same-origin`.
 *
 * The host is `X-Forwarded-Host` where a proxy set it (the first of several), else `Host`, as in Next's own
 * check. A page of another origin can set neither.
 *
 * @param secure the console is reached by https: an `http:` origin of the same host is foreign
 */
export function isSameOrigin(headers: Headers, secure: boolean): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = headers.get("origin");
  return origin !== null && isOurs(origin, headers, secure);
}

/**
 * The same for requests that only read: browsers send no `Origin` with them, and an address typed by hand
 * (`Sec-Fetch-Site: none`) is a person's own.
 */
export function isSameOriginRead(headers: Headers, secure: boolean): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  return origin === null || isOurs(origin, headers, secure);
}

function isOurs(origin: string, headers: Headers, secure: boolean): boolean {
  const host = headers.get("x-forwarded-host")?.split(",")[0]?.trim() || headers.get("host");
  if (!host || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (secure && url.protocol !== "https:") return false;
  // `URL` drops the default port, a Host header may carry it.
  const expected = `${url.protocol}//${host}`;
  return URL.canParse(expected) && new URL(expected).host === url.host;
}
