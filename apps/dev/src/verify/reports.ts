import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TaskResult } from "./turbo.ts";

/** Where vitest writes its report, from the folder of a package. */
const reportFile = ".reports/test.json";

/** The part of vitest's report that is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** How many tests passed and failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Takes away the reports of earlier runs, so that none of them is counted. */
export function removeReports(root: string, folders: readonly string[]): void {
  for (const folder of folders) rmSync(join(root, folder, reportFile), { force: true });
}

/**
 * Counts the tests of one package from its report. A test file that fails as a whole is one failure, and so is a run
 * that fails with no failed test to show for it, or that leaves no report.
 */
export function countTests(root: string, { folder, succeeded }: Pick<TaskResult, "folder" | "succeeded">): Count {
  const path = join(root, folder, reportFile);
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(path, "utf8")) as Report;
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((assertion) => assertion.status !== "failed"),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return { passed: report.numPassedTests, failed: succeeded ? failed : Math.max(failed, 1) };
}
