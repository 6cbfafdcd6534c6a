import createNextIntlPlugin from "next-intl/plugin";

/** What `proxy.ts` does not pass: it sets the full set on every other answer. */
const STATIC_HEADERS = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "x-frame-options", value: "DENY" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimiser had two remote code executions in 2026; with this, /_next/image answers 404.
  images: { unoptimized: true },
  // They load WebAssembly, native code or files beside them, or are CommonJS that must not be bundled.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "pg-boss",
    "pg",
    "@alicloud/openapi-core",
    "@alicloud/credentials",
    "@alicloud/vod20170321",
    "@node-rs/argon2",
    "pino",
  ],
  headers: async () => [
    { source: "/_next/static/:path*", headers: STATIC_HEADERS },
    { source: "/api/lists/:path*", headers: STATIC_HEADERS },
    { source: "/api/videos/selection/:path*", headers: STATIC_HEADERS },
    { source: "/api/videos/export", headers: STATIC_HEADERS },
  ],
};

/** Texts are compiled by the build, so that browsers get no parser for them. */
const withIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  experimental: {
    messages: { path: "./lib/i18n/messages", format: "json", locales: "infer", precompile: true },
  },
});

export default withIntl(config);
