import type { Loss, TargetKind } from "@surprisal/contract";
import { grad, hvp, sum, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { normalized } from "../../generators/rows.ts";
import { LawError, type RunOptions } from "../../law.ts";
import { isRowwise, lossOfOne, predictionOfOne, type Example } from "../example.ts";
import { examplesOf, type Region } from "../examples.ts";
import { nameOf, type LossLawOptions } from "../options.ts";

/** A loss as a function of the prediction of one example: what traits are claims about. */
export interface OneExample {
  readonly kind: TargetKind;
  readonly example: Example;
  value(prediction: readonly number[]): number;
  slope(prediction: readonly number[]): number[];
  hessian(prediction: readonly number[]): number[][];
}

function oneExample(loss: Loss, kind: TargetKind, example: Example): OneExample {
  const f = lossOfOne(loss, kind, example.target);
  const total = (x: Tensor): Tensor => sum(f(x));
  return {
    kind,
    example,
    value: (x) => total(predictionOfOne(kind, x)).item(),
    slope: (x) => Array.from(grad(total)(predictionOfOne(kind, x)).data),
    hessian: (x) =>
      x.map((_, i) => {
        const unit = x.map((_, j) => Number(i === j));
        return Array.from(hvp(total, predictionOfOne(kind, x), predictionOfOne(kind, unit)).data);
      }),
  };
}

/** The seed of a search: the same every time unless another is asked for, so that a claim does not fail by chance. */
export const searchSeed = ({ seed }: RunOptions): number => seed ?? 1;

/** Examples of every kind and number of classes, to search among. */
export function candidates(loss: Loss, options: LossLawOptions, region: Region, count: number): OneExample[] {
  const counts = options.classCounts ?? [2, 3, 5];
  return loss.target.flatMap((kind) => {
    const widths = isRowwise(kind) ? counts : [1];
    return widths.flatMap((width) =>
      fc
        .sample(examplesOf(loss, kind, width, options, region), { numRuns: count, seed: searchSeed(options) })
        .map((example) => oneExample(loss, kind, example)),
    );
  });
}

/** The same examples with predictions of another size: logits times a factor, or probabilities of such logits. */
export function atScale(loss: Loss, { kind, example }: OneExample, scale: number): OneExample {
  const { prediction, target } = example;
  const scaled = (row: readonly number[]): number[] => row.map((z) => (z * scale) / 8);
  switch (loss.prediction) {
    case "logits":
    case "real":
      return oneExample(loss, kind, { target, prediction: scaled(prediction) });
    case "logProbabilities": {
      const row = scaled(prediction);
      return oneExample(loss, kind, { target, prediction: row });
    }
    case "probabilities": {
      const row = scaled(prediction.map(Math.log));
      return oneExample(loss, kind, {
        target,
        prediction: row.length === 1 ? row.map((z) => 1 / (1 + Math.exp(-z))) : normalized(row),
      });
    }
  }
}

/** Whether maxima at scales 1, 100 and 10,000 go on growing, at least as a logarithm does, rather than settle or waver. */
export function grows([first, second, third]: readonly [number, number, number]): boolean {
  if (!Number.isFinite(third) || !Number.isFinite(second)) return true;
  return third > first && third - second > Math.max(0.25 * (second - first), 0.05 * Math.abs(second));
}

/** The largest of some measure over examples at scales 1, 100 and 10,000. */
export function maximaAtScales(
  loss: Loss,
  options: LossLawOptions,
  measure: (one: OneExample) => number,
): [number, number, number] {
  const examples = candidates(loss, options, "ordinary", 40);
  const at = (scale: number): number =>
    examples.reduce((most, one) => {
      const value = measure(atScale(loss, one, scale));
      // NaN is what ∞ − ∞ leaves: as large as ∞ for a search.
      return Math.max(most, Number.isNaN(value) ? Infinity : value);
    }, -Infinity);
  return [at(1), at(100), at(10_000)];
}

export function norm(row: readonly number[]): number {
  return Math.hypot(...row);
}

/** Throws where a claim is false. */
export function refute(loss: Loss, law: string, options: RunOptions, reason: string): never {
  throw new LawError(nameOf(loss), law, `${reason} (seed ${searchSeed(options)})`);
}

export function show({ example }: OneExample, prediction: readonly number[] = example.prediction): string {
  return `prediction ${JSON.stringify(prediction)}, target ${JSON.stringify(example.target)}`;
}
