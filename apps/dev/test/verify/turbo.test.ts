import { expect, test } from "vitest";
import { readSummary } from "../../src/verify/turbo.ts";
import { manifest, miniature } from "../miniature.ts";

const scripts = { scripts: { build: "x", check: "x" } };
const task = (name: string, task: string, exitCode?: number) => ({
  taskId: `@surprisal/${name}#${task}`,
  package: `@surprisal/${name}`,
  logFile: `packages/${name}/${task}.log`,
  ...(exitCode !== undefined && { execution: { exitCode } }),
});

test("one result a package with such a script; a failed build fails the check that follows it", () => {
  const root = miniature({
    "packages/data/package.json": manifest("data", [], scripts),
    "packages/losses/package.json": manifest("losses", [], scripts),
    "packages/losses/build.log": "cannot build",
    "packages/metrics/package.json": manifest("metrics", [], scripts),
    "packages/metrics/check.log": "cannot be published",
    "packages/models/package.json": manifest("models", [], scripts),
    "packages/report/package.json": manifest("report", [], scripts),
    "apps/docs/package.json": manifest("docs"),
    ".turbo/runs/a.json": {
      tasks: [
        task("data", "build", 0),
        task("data", "check", 0),
        task("losses", "build", 2),
        task("losses", "check", 0),
        task("metrics", "build", 0),
        task("metrics", "check", 1),
        task("models", "build", 0),
        task("models", "check"),
      ],
    },
  });
  expect(readSummary(root, "check", "")).toEqual([
    { folder: "packages/data", succeeded: true, log: "" },
    { folder: "packages/losses", succeeded: false, log: "cannot build" },
    { folder: "packages/metrics", succeeded: false, log: "cannot be published" },
    { folder: "packages/models", succeeded: false, log: "check did not run\n" },
    { folder: "packages/report", succeeded: false, log: "check did not run\n" },
  ]);
});

test("no summary is an error with turbo's own words", () => {
  expect(() => readSummary(miniature({}), "check", "turbo: no such task")).toThrow("turbo: no such task");
});
