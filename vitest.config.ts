import path from "node:path";
import { defineConfig } from "vitest/config";

// Tests never reach a live account or a store that somebody works with, whatever the shell has set.
for (const name of Object.keys(process.env)) {
  if (/^(VOD_|ALIBABA_CLOUD_|ALIBABACLOUD_|ALICLOUD_|SANDBOX_URL$|DATABASE_URL$|DATA_DIR$)/.test(name)) {
    delete process.env[name];
  }
}
process.env.LOG_LEVEL ??= "silent";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["{lib,app,components,scripts}/**/*.test.{ts,tsx}"],
    globalSetup: ["./lib/db/test-postgres.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    // Most of these tests wait: for processes, databases and delays. One at a time leaves the machine idle.
    maxWorkers: 2,
    // As in the browser tests: never here, once in CI, where the machine is shared; the report names it.
    retry: process.env.CI ? 1 : 0,
  },
});
