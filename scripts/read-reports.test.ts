import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readPlaywright, readVitest } from "./read-reports.ts";

let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mezzanine-reports-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = path.join(folder, "report.json");
  fs.writeFileSync(file, JSON.stringify(content));
  return file;
}

it("counts a skipped test and a file that could not be loaded as failed", () => {
  const file = report({
    testResults: [
      { status: "passed", assertionResults: [{ status: "passed" }, { status: "pending" }] },
      { status: "failed", assertionResults: [{ status: "failed" }, { status: "todo" }] },
      { status: "failed", assertionResults: [] },
    ],
  });
  expect(readVitest(file)).toEqual({ passed: 1, failed: 4 });
});

it("counts a skipped browser test as failed", () => {
  const stats = { expected: 5, unexpected: 1, flaky: 0, skipped: 2 };
  expect(readPlaywright(report({ stats }))).toEqual({ passed: 5, failed: 3 });
});

it("does not take a report of another shape for one without failures", () => {
  expect(() => readVitest(report({}))).toThrow();
  expect(() => readPlaywright(report({}))).toThrow();
});
