import pino from "pino";

/** JSON lines on stdout. Anything that could carry a secret is cut here as the last net. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  redact: {
    paths: [
      "password",
      "*.password",
      "accessKeySecret",
      "*.accessKeySecret",
      "securityToken",
      "*.securityToken",
      "cookie",
      "*.cookie",
      "authorization",
      "*.authorization",
    ],
    censor: "[redacted]",
  },
});
