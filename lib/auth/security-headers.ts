const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * The Content Security Policy of one response. Scripts run by their nonce only; styles may stand inline,
 * because the table's virtual rows are placed by style attributes. Pictures may come from any https host:
 * covers lie on domains of the account's own.
 */
export function contentSecurityPolicy(options: {
  nonce: string;
  secure: boolean;
  /** React's error overlay evaluates code in development. */
  development: boolean;
}): string {
  const { nonce, secure, development } = options;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "font-src 'self'",
    "connect-src 'self'",
    // Lists are read in one; it is a file of the build, never text of a page.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** The headers that every response carries besides, OWASP ASVS 5.0 §3.4. */
export function securityHeaders(secure: boolean): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    ...(secure ? { "strict-transport-security": `max-age=${YEAR_SECONDS}; includeSubDomains` } : {}),
  };
}
