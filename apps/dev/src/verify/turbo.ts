import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readPackages } from "../workspace.ts";
import { runTool } from "./command.ts";

/** How a task of one package ended. */
export interface TaskResult {
  /** From the root, such as `packages/tensor`. */
  readonly folder: string;
  readonly succeeded: boolean;
  /** What it printed. */
  readonly log: string;
}

/** The part of turbo's summary of a run that is read here. */
interface Summary {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly package: string;
    readonly logFile: string;
    readonly execution?: { readonly exitCode: number };
  }[];
}

const summaries = ".turbo/runs";

/**
 * Runs a task in every package that has a script of its name, or takes the result from turbo's cache where nothing has
 * changed.
 *
 * @throws Error with turbo's own words where it did not come to run anything.
 */
export async function runEverywhere(root: string, task: string): Promise<TaskResult[]> {
  rmSync(join(root, summaries), { recursive: true, force: true });
  const options = ["--continue=always", "--summarize", "--output-logs=errors-only", "--log-order=grouped"];
  const { output } = await runTool(root, "turbo", ["run", task, ...options]);
  return readSummary(root, task, output);
}

/**
 * The results from the summary that turbo left. In a package a task has succeeded if it ran and so did all that it
 * needs there: a check of what a failed build left behind does not count.
 *
 * @param output - what turbo printed, for where it left no summary.
 */
export function readSummary(root: string, task: string, output: string): TaskResult[] {
  const [file] = existsSync(join(root, summaries)) ? readdirSync(join(root, summaries)) : [];
  if (file === undefined) throw new Error(`turbo run ${task} ran nothing:\n${output}`);
  const { tasks } = JSON.parse(readFileSync(join(root, summaries, file), "utf8")) as Summary;

  return readPackages(root)
    .filter(({ manifest }) => manifest.scripts?.[task] !== undefined)
    .map(({ folder, manifest: { name } }) => {
      const own = tasks.filter((each) => each.package === name && each.execution);
      const failed = own.filter(({ execution }) => execution?.exitCode !== 0);
      const hasRun = own.some(({ taskId }) => taskId === `${name}#${task}`);
      const log = failed.map(({ logFile }) => readFileSync(join(root, logFile), "utf8")).join("\n");
      return { folder, succeeded: hasRun && failed.length === 0, log: hasRun ? log : `${task} did not run\n${log}` };
    });
}
