import type { Loss } from "@surprisal/contract";
import { hvp, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { isRowwise, predictionsOf, targetsOf, withPredictions, type Batch } from "../example.ts";
import { examplesOf, type Region } from "../examples.ts";
import type { LossLaw, LossLawOptions } from "../options.ts";
import { gradientOf } from "../valueLaws.ts";
import { norm, refute, searchSeed } from "./oneExample.ts";

/** A jump smaller than this is not told from rounding. */
const smallest = 1e-4;

/** Claimed k times differentiable: no derivative up to the k-th jumps, and, below 2, the next one does. */
export const differentiability: LossLaw = {
  name: "is as often differentiable as claimed",
  applies: ({ traits }) => traits.differentiable !== undefined,
  check(loss, options = {}) {
    const claimed = loss.traits.differentiable ?? 2;
    for (const order of [1, 2] as const) {
      const derivative = order === 1 ? slopes : curvatures;
      const jump = [...segments(loss, options), ...besideTheTarget(loss, options)]
        .map((segment) => largestJump(loss, segment, derivative))
        .reduce((most, each) => (each.size > most.size ? each : most), { size: 0, at: [] as readonly number[] });
      const jumps = jump.size > smallest;
      if (jumps === order > claimed) {
        if (jumps) return;
        continue;
      }
      refute(
        loss,
        this.name,
        options,
        jumps
          ? `it is claimed ${claimed} times differentiable, but derivative ${order} jumps by ${jump.size} near ${JSON.stringify(jump.at)}`
          : `it is claimed ${claimed} times differentiable, but derivative ${order} does not jump anywhere that was looked`,
      );
    }
  },
};

/** Two batches of predictions with the same targets: the ends of segments. */
type Segments = readonly [Batch, Batch];

function draw(loss: Loss, options: LossLawOptions, region: Region, count: number): Batch[] {
  return loss.target.flatMap((kind) => {
    const widths = isRowwise(kind) ? (options.classCounts ?? [2, 3, 5]) : [1];
    return widths.map((width) => ({
      kind,
      examples: fc.sample(examplesOf(loss, kind, width, options, region), {
        numRuns: count,
        seed: searchSeed(options),
      }),
    }));
  });
}

/** Between two random predictions. */
function segments(loss: Loss, options: LossLawOptions): Segments[] {
  return draw(loss, options, "ordinary", 25).map((batch) => {
    const others = batch.examples.slice(1);
    const examples = others.map(({ target }, i) => ({ target, prediction: batch.examples[i]?.prediction ?? [] }));
    return [
      { kind: batch.kind, examples },
      { kind: batch.kind, examples: others },
    ];
  });
}

/** From where the prediction is, or stands for, the target to just beside it: a value of its own there is a jump as well. */
function besideTheTarget(loss: Loss, options: LossLawOptions): Segments[] {
  return draw(loss, options, "coincident", 12).map((batch) => {
    const flat = batch.examples.flatMap(({ prediction }) => prediction);
    return [
      batch,
      withPredictions(
        batch,
        flat.map((x, i) => x + (i % 2 === 0 ? -1e-9 : 0.5e-9) * Math.max(1, Math.abs(x))),
      ),
    ];
  });
}

/** Bisects all segments at once towards where a derivative changes most. */
function largestJump(
  loss: Loss,
  [from, to]: Segments,
  derivative: (loss: Loss, batch: Batch) => number[][],
): { size: number; at: readonly number[] } {
  let [a, b] = [rows(from), rows(to)];
  let [atA, atB] = [derivative(loss, from), derivative(loss, to)];
  const wide = (i: number): boolean => norm(minus(a[i] ?? [], b[i] ?? [])) > 2e-10 * Math.max(1, norm(a[i] ?? []));
  while (a.some((_, i) => wide(i))) {
    const middle = a.map((row, i) => (wide(i) ? row.map((x, j) => x / 2 + (b[i]?.[j] ?? 0) / 2) : row));
    const there = derivative(loss, withPredictions(from, middle.flat()));
    const left = there.map((d, i) => wide(i) && norm(minus(d, atA[i] ?? [])) >= norm(minus(atB[i] ?? [], d)));
    const right = there.map((_, i) => wide(i) && !left[i]);
    [b, atB] = [
      b.map((row, i) => (left[i] ? (middle[i] ?? row) : row)),
      atB.map((d, i) => (left[i] ? (there[i] ?? d) : d)),
    ];
    [a, atA] = [
      a.map((row, i) => (right[i] ? (middle[i] ?? row) : row)),
      atA.map((d, i) => (right[i] ? (there[i] ?? d) : d)),
    ];
  }
  return atA
    .map((d, i) => ({ size: norm(minus(d, atB[i] ?? [])) / Math.max(1, norm(d)), at: a[i] ?? [] }))
    .reduce((most, each) => (each.size > most.size ? each : most));
}

const rows = ({ examples }: Batch): (readonly number[])[] => examples.map(({ prediction }) => prediction);
const minus = (p: readonly number[], q: readonly number[]): number[] => p.map((x, j) => x - (q[j] ?? 0));

/** The gradients of all examples. */
function slopes(loss: Loss, batch: Batch): number[][] {
  const width = batch.examples[0]?.prediction.length ?? 1;
  const { data } = gradientOf(loss, predictionsOf(batch), targetsOf(batch));
  return batch.examples.map((_, i) => Array.from(data.subarray(i * width, (i + 1) * width)));
}

/** The Hessians of all examples, as one row each: column j of all of them from one product with unit vector j in every row. */
function curvatures(loss: Loss, batch: Batch): number[][] {
  const width = batch.examples[0]?.prediction.length ?? 1;
  const [prediction, target] = [predictionsOf(batch), targetsOf(batch)];
  const total = (x: Tensor): Tensor => loss.sum(x, target);
  const columns = Array.from({ length: width }, (_, j) => {
    const unit = withPredictions(
      batch,
      batch.examples.flatMap(({ prediction }) => prediction.map((__, k) => Number(k === j))),
    );
    return hvp(total, prediction, predictionsOf(unit)).data;
  });
  return batch.examples.map((_, i) =>
    columns.flatMap((column) => Array.from(column.subarray(i * width, (i + 1) * width))),
  );
}
