import { collect, isSweep, type Expression } from "../expression.ts";
import type { Schedule } from "../schedule.ts";

/**
 * The vectors that can be kept in the row of a result, by the number of it, until it is written itself: then no other memory is read and
 * written, and the machine fetches the row while there is much to compute.
 */
export function borrowedRows(schedule: Schedule): ReadonlyMap<Expression, number> {
  const { outputs, rows, scalars } = schedule;
  const found = new Map<Expression, number>();
  const free = new Set(outputs.flatMap(({ isRow }, output) => (isRow ? [output] : [])));
  const byPlace = new Set(
    collect([...outputs.map(({ expression }) => expression), ...scalars]).flatMap((each) =>
      each.kind === "at" ? [each.vector] : [],
    ),
  );
  for (const each of rows) {
    if (isSweep(each) || byPlace.has(each)) continue;
    const last = lastUse(schedule, each);
    const output = [...free].find((candidate) => writtenAt(schedule, candidate) >= last);
    if (output === undefined) continue;
    free.delete(output);
    found.set(each, output);
  }
  return found;
}

/** When a loop or, half a step later, what follows it asks for a vector for the last time. */
function lastUse({ phases }: Schedule, vector: Expression): number {
  const asks = (steps: Schedule["phases"][number]["steps"]): boolean =>
    steps.some(({ expression }) => expression === vector);
  return Math.max(
    ...phases.map(({ reductions, steps, sweeps }, phase) => {
      const isAskedLater =
        sweeps.some(({ passes }) => passes.some(asks)) ||
        reductions.some((each) => each.kind === "rest" && each.vector === vector);
      return isAskedLater ? phase + 0.5 : asks(steps) ? phase : -1;
    }),
  );
}

/** The loop that writes a result. A number that is the same at all places is written behind all loops. */
function writtenAt({ phases }: Schedule, output: number): number {
  const phase = phases.findIndex(({ outputs }) => outputs.some((each) => each.output === output));
  return phase < 0 ? phases.length : phase;
}
