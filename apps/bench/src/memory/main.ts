import { execFile } from "node:child_process";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { mannerNames } from "./manners.ts";
import type { Measured } from "./measure.ts";
import { agree, head, lineOf, type Run } from "./table.ts";
import { trainingNames } from "./trainings.ts";

const usage = `Usage: pnpm bench:memory [--steps NUMBER] [--only NAME]

--steps NUMBER  of each run, default 10000
--only NAME     one of ${trainingNames.join(", ")}`;

/** Each run in a process of its own, one after the other. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    options: { steps: { type: "string", default: "10000" }, only: { type: "string", default: "" } },
  });
  const steps = Number(values.steps);
  const trainings = trainingNames.filter((name) => name.includes(values.only));
  if (!Number.isInteger(steps) || steps < 10)
    throw new Error(`bench:memory: --steps is ${values.steps}, expected a whole number from 10\n${usage}`);
  if (trainings.length === 0)
    throw new Error(`bench:memory: --only is ${values.only}, expected the name of a training\n${usage}`);
  console.log(head);
  for (const training of trainings) {
    const runs: Run[] = [];
    for (const manner of mannerNames) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        "--conditions",
        "@surprisal/source",
        join(import.meta.dirname, "steps.child.ts"),
        training,
        manner,
        String(steps),
      ]);
      // Printed by ourselves.
      runs.push({ training, manner, ...(JSON.parse(stdout) as Measured) });
      const run = runs.at(-1) as Run;
      console.log(lineOf(run, runs[0]));
    }
    if (!agree(runs))
      throw new Error(`bench:memory: the weights of ${training} differ, expected the same in all manners`);
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
