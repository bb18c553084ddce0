import { checkLadder } from "../ladder/check.ts";
import { describeLadder } from "../ladder/describe.ts";
import { readPackages } from "../workspace.ts";
import { runTool } from "./command.ts";
import { countTests, removeReports } from "./reports.ts";
import { runEverywhere, type TaskResult } from "./turbo.ts";

/** How a stage ended. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** In a few words, for a newcomer. */
  readonly statement: string;
  /** What the failing parts printed. */
  readonly details: string;
}

/** A part of the verification that can run alone. */
export interface Stage {
  readonly name: string;
  readonly run: (root: string) => Outcome | Promise<Outcome>;
}

/** All stages, the quickest first. */
export const stages: readonly Stage[] = [
  {
    name: "ladder",
    run: (root) => {
      const result = checkLadder(root);
      const broken = `${result.violations.length} imports break the architecture`;
      const sound = `${result.packages} packages import only what stands below them`;
      return oneCheck(result.violations.length === 0, sound, broken, describeLadder(result));
    },
  },
  {
    name: "format",
    run: async (root) => {
      const { succeeded, output } = await runTool(root, "oxfmt", ["--check", "."]);
      return oneCheck(succeeded, "every file is formatted", "some files are not formatted: pnpm format", output);
    },
  },
  {
    name: "lint",
    run: async (root) => {
      const { succeeded, output } = await runTool(root, "oxlint", ["--type-aware", "--deny-warnings"]);
      return oneCheck(succeeded, "no findings", "there are findings", output);
    },
  },
  {
    name: "types",
    run: async (root) => {
      const results = await runEverywhere(root, "typecheck");
      const bad = results.filter(({ succeeded }) => !succeeded);
      const sound = `${results.length} packages type-check`;
      return oneCheck(
        bad.length === 0,
        sound,
        `${bad.length} of ${results.length} packages do not type-check`,
        logs(bad),
      );
    },
  },
  {
    name: "packages",
    run: async (root) => {
      const results = await runEverywhere(root, "check:package");
      const bad = results.filter(({ succeeded }) => !succeeded);
      const passed = results.length - bad.length;
      const statement = bad.length === 0 ? `${passed} are fit to publish` : `${bad.length} are not fit to publish`;
      return { passed, failed: bad.length, statement, details: logs(bad) };
    },
  },
  {
    name: "tests",
    run: async (root) => {
      const folders = readPackages(root).map(({ folder }) => folder);
      removeReports(root, folders);
      // What holds on record can be repeated; SURPRISAL_SEED=random draws anew, as tests of one package alone do.
      process.env["SURPRISAL_SEED"] ??= "20261124";
      const results = await runEverywhere(root, "test");
      const counts = results.map((result) => ({ ...result, ...countTests(root, result) }));
      const sum = (key: "passed" | "failed") => counts.reduce((total, count) => total + count[key], 0);
      const bad = counts.filter(({ failed }) => failed > 0);
      const statement =
        bad.length === 0
          ? `${sum("passed")} tests and examples in ${results.length} packages pass`
          : `${sum("failed")} tests fail, in ${bad.map(({ folder }) => folder).join(", ")}`;
      return { passed: sum("passed"), failed: sum("failed"), statement, details: logs(bad.map(failuresOnly)) };
    },
  },
];

function oneCheck(isSound: boolean, sound: string, broken: string, details: string): Outcome {
  return isSound
    ? { passed: 1, failed: 0, statement: sound, details }
    : { passed: 0, failed: 1, statement: broken, details };
}

function logs(results: readonly TaskResult[]): string {
  return results.map(({ folder, log }) => `── ${folder}\n${log.trim()}\n`).join("\n");
}

/** A log of vitest from where it turns to what failed, if it does. */
function failuresOnly(result: TaskResult): TaskResult {
  const at = result.log.search(/^.*Failed (Tests|Suites) /m);
  return at === -1 ? result : { ...result, log: result.log.slice(at) };
}
