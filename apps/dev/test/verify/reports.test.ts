import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countTests, removeReports } from "../../src/verify/reports.ts";
import { miniature } from "../miniature.ts";

const file = (status: string, ...assertions: string[]) => ({
  status,
  assertionResults: assertions.map((each) => ({ status: each })),
});
const count = (report: object | undefined, succeeded: boolean) => {
  const root = miniature(report ? { "packages/a/.reports/test.json": report } : {});
  return countTests(root, { folder: "packages/a", succeeded });
};

test("all passed", () => {
  const report = { numPassedTests: 3, numFailedTests: 0, testResults: [file("passed", "passed", "passed", "passed")] };
  expect(count(report, true)).toEqual({ passed: 3, failed: 0 });
});

test("failed tests count even where the run says that it succeeded", () => {
  const report = { numPassedTests: 1, numFailedTests: 2, testResults: [file("failed", "failed", "failed", "passed")] };
  expect(count(report, false)).toEqual({ passed: 1, failed: 2 });
  expect(count(report, true)).toEqual({ passed: 1, failed: 2 });
});

test("a file that could not be loaded is one failure", () => {
  const testResults = [file("failed"), file("failed", "failed"), file("failed", "passed"), file("passed", "passed")];
  expect(count({ numPassedTests: 2, numFailedTests: 1, testResults }, false)).toEqual({ passed: 2, failed: 3 });
});

test("a run that fails with nothing to show for it is one failure", () => {
  const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file("passed", "passed")] };
  expect(count(report, false)).toEqual({ passed: 1, failed: 1 });
});

test("no report is one failure, whatever the run says", () => {
  expect(count(undefined, true)).toEqual({ passed: 0, failed: 1 });
  expect(count(undefined, false)).toEqual({ passed: 0, failed: 1 });
});

test("reports of earlier runs are taken away, and packages without one are left alone", () => {
  const root = miniature({ "packages/a/.reports/test.json": {}, "packages/b/package.json": {} });
  removeReports(root, ["packages/a", "packages/b"]);
  expect(existsSync(join(root, "packages/a/.reports/test.json"))).toBe(false);
  expect(existsSync(join(root, "packages/b/package.json"))).toBe(true);
});
