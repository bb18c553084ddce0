import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tests.ts";

/** What the run without a mutant has told of the tests. */
export interface DryRun {
  readonly milliseconds: Readonly<Record<string, number>>;
  /** The tests that reach the mutants of a file. */
  readonly reaching: Readonly<Record<string, readonly string[]>>;
}

// One process makes the dry run; others, and those that come after one that hung, read of it.
const path = join(root, ".reports/mutation-dry-run.json");

export const keepDryRun = (dryRun: DryRun): void => writeFileSync(path, JSON.stringify(dryRun));
export const keptDryRun = (): DryRun => JSON.parse(readFileSync(path, "utf8")) as DryRun;
