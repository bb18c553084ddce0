import { execFile } from "node:child_process";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { mannerNames, type MannerName } from "./manners.ts";
import type { Measured } from "./measure.ts";
import { agree, head, lineOf, type Run } from "./table.ts";
import { stepsOf, trainingNames, type TrainingName } from "./trainings.ts";

const usage = `Usage: pnpm bench:memory [--steps NUMBER] [--only NAME]

--steps NUMBER  of each run; by default as many as end in minutes, mostly 10000
--only NAME     what has this in ${trainingNames.map((name) => `"${name}"`).join(", ")}`;

/** How often all manners take their turn for a fortieth of the steps before each takes all of them: what else the machine does is to fall on all alike. */
const rounds = 3;

/** In a process of its own. */
async function run(training: TrainingName, manner: MannerName, steps: number): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--conditions",
    "@surprisal/source",
    join(import.meta.dirname, "steps.child.ts"),
    training,
    manner,
    String(steps),
  ]);
  // Printed by ourselves.
  return JSON.parse(stdout) as Measured;
}

/** The least milliseconds a step of each manner. */
async function timesOf(training: TrainingName, steps: number): Promise<ReadonlyMap<MannerName, number>> {
  const times = new Map<MannerName, number>();
  for (let round = 0; round < rounds; round++)
    for (const manner of mannerNames) {
      const { processor } = await run(training, manner, Math.max(10, Math.ceil(steps / 40)));
      times.set(manner, Math.min(times.get(manner) ?? Infinity, processor));
    }
  return times;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    options: { steps: { type: "string" }, only: { type: "string", default: "" } },
  });
  const trainings = trainingNames.filter((name) => name.includes(values.only));
  if (trainings.length === 0)
    throw new Error(`bench:memory: --only is ${values.only}, expected the name of a training\n${usage}`);
  for (const training of trainings) {
    const steps = values.steps === undefined ? stepsOf(training) : Number(values.steps);
    if (!Number.isInteger(steps) || steps < 10)
      throw new Error(`bench:memory: --steps is ${values.steps}, expected a whole number from 10\n${usage}`);
    console.log(`\n${training}, ${steps} steps\n\n${head}`);
    const times = await timesOf(training, steps);
    const runs: Run[] = [];
    for (const manner of mannerNames) {
      const measured = await run(training, manner, steps);
      runs.push({ manner, ...measured, processor: Math.min(measured.processor, times.get(manner) ?? Infinity) });
      console.log(lineOf(runs.at(-1) as Run, runs[0] as Run));
    }
    if (!agree(runs))
      throw new Error(`bench:memory: the weights of "${training}" differ, expected the same in all manners`);
    console.log("\nThe last weights are the same, bit for bit, in all manners.");
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
