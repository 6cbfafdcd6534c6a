import * as fs from "node:fs";
import { z } from "zod";

export type Count = { passed: number; failed: number };

const vitestReport = z.object({
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** A test that did not run has not passed, and a file that could not be loaded is one failure. */
export function readVitest(file: string): Count {
  const { testResults } = vitestReport.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  const tests = testResults.flatMap((result) => result.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  const unloaded = testResults.filter(
    (result) =>
      result.status === "failed" && result.assertionResults.every((test) => test.status === "passed"),
  ).length;
  return { passed, failed: tests.length - passed + unloaded };
}

/** A flaky test passed at its second try; it is reported as such and counts as passed. */
export function readPlaywright(file: string): Count {
  const { stats } = playwrightReport.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  if (stats.flaky > 0) console.log(`${stats.flaky} browser tests passed only when they were tried again.`);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped };
}
