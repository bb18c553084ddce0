import type { Loss, TargetKind } from "@surprisal/contract";
import { compileLoss } from "@surprisal/contract/compile";
import { generator, grad, normal, sum, tensor, uniform, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

// What is compiled gives what the ops give, one by one: on random and on extreme rows.

/** These sort, or look rows up in a matrix or another batch, for which there is no compiled form. */
const opByOp = new Set(["backwardCorrection", "forwardCorrection", "lovaszHinge", "mixupCrossEntropy"]);
/** These take rows of 0 and 1 alone. */
const ofRegions = new Set(["lovaszHinge"]);

const counts = [64, 2, 5, 9, 20];
const transition = counts.map((_, i) => counts.map((__, j) => (i === j ? 0.8 : 0.05)));

/** The losses that need a parameter. */
const given: Readonly<Record<string, Loss>> = Object.fromEntries(
  [
    losses.backwardCorrection.with({ transition }),
    losses.forwardCorrection.with({ transition }),
    losses.classBalancedCrossEntropy.with({ counts }),
    losses.labelDistributionAwareMargin.with({ counts }),
    losses.vectorScaling.with({ counts }),
    losses.logitAdjustedCrossEntropy.with({ prior: counts.map((each) => each / 100) }),
    losses.mixupCrossEntropy.with({ otherClasses: Int32Array.from({ length: 64 }, (_, i) => i % 5) }),
  ].map((loss) => [loss.lossName, loss as unknown as Loss]),
);

const width = 5;
const count = 64;

/** Predictions of all sizes: ordinary, confident beyond rounding, equal, masked, not numbers. */
function predictions(loss: Loss, size: number): Float64Array {
  const base = normal([size], generator(11), { dtype: "float64" }).data;
  const scales = [1, 1, 8, 50, 1e3, 1e4, 0, 1e-9];
  const scaled = Float64Array.from(base, (z, i) => z * (scales[Math.floor(i / width) % scales.length] ?? 1));
  switch (loss.prediction) {
    case "probabilities":
      return scaled.map((z) => 1 / (1 + Math.exp(-z)));
    case "logProbabilities":
      return scaled.map((z) => -Math.abs(z));
    default:
      if (loss.prediction === "logits") scaled.set([-Infinity, 3, Infinity, Number.NaN, -Infinity], size - 2 * width);
      return scaled;
  }
}

function targets(kind: TargetKind, size: number): Float64Array | Int32Array {
  const random = uniform([size], generator(12), { dtype: "float64" }).data;
  switch (kind) {
    case "classes":
      return Int32Array.from({ length: count }, (_, i) => (i * i) % width);
    case "distribution": {
      const rows = Float64Array.from(random, (p, i) => (i % 7 === 0 ? 0 : p));
      return rows.map((p, i) => {
        const row = rows.subarray(i - (i % width), i - (i % width) + width);
        return p / row.reduce((total, each) => total + each, 0);
      });
    }
    case "probability":
      return Float64Array.from(random, (p, i) => (i % 5 === 0 ? i % 2 : p));
    case "sign":
      return Float64Array.from(random, (p) => (p < 0.5 ? -1 : 1));
    case "row":
      // Labels to some, logits or numbers to others.
      return Float64Array.from(random, (p) => Number(p < 0.5));
    default:
      return Float64Array.from(random, (p) => 8 * p - 4);
  }
}

const isRowLoss = (kind: TargetKind): boolean => kind === "classes" || kind === "distribution" || kind === "row";

function check(loss: Loss, kind: TargetKind): string {
  const size = isRowLoss(kind) ? count * width : count;
  const drawn = targets(kind, size);
  const y = ofRegions.has(loss.lossName) ? Float64Array.from(drawn, (each) => Number(each > 0)) : drawn;
  const x = predictions(loss, size);
  const shape = isRowLoss(kind) ? [count, width] : [count];
  const goal = kind === "classes" ? tensor(y) : tensor(y, { shape });
  const value = (z: Tensor): Tensor => loss.value(z, goal, { target: kind });
  const eager = {
    values: value(tensor(x, { shape })).data,
    gradient: grad((z: Tensor) => sum(value(z)))(tensor(x, { shape })).data,
  };
  const compiled = compileLoss(loss, kind, isRowLoss(kind) ? width : 1);
  const [values, gradient] = [new Float64Array(count), new Float64Array(size)];
  compiled.run(count, x, y, values, gradient);
  const wide = isRowLoss(kind) ? width : 1;
  const sizes = Float64Array.from({ length: count }, (_, i) =>
    Math.max(1, ...Array.from(eager.gradient.subarray(i * wide, (i + 1) * wide), Math.abs).filter(Number.isFinite)),
  );
  const compare = (
    name: string,
    got: Float64Array,
    expected: ArrayLike<number>,
    rowOf: (i: number) => number,
  ): void => {
    for (const [i, each] of got.entries()) {
      const right = expected[i] ?? Number.NaN;
      const row = rowOf(i);
      const where = `${name}[${i}] of ${loss.lossName}, target ${y[row]}: ${each}, eager ${right}`;
      // What is left where terms of the size of 1 cancel depends on their order.
      const tolerance = 4e-14 * Math.abs(right) + 2e-15 * (sizes[row] ?? 1);
      if (Number.isFinite(right)) expect(Math.abs(each - right), where).toBeLessThanOrEqual(tolerance);
      else expect(each, where).toBe(right);
    }
  };
  compare("value", values, eager.values, (i) => i);
  compare("gradient", gradient, eager.gradient, (i) => Math.floor(i / wide));
  return compiled.form;
}

describe("compiled agrees with eager", () => {
  for (const loss of Object.values<unknown>(losses)) {
    // Losses of a whole batch have no rows to compile.
    if (typeof loss !== "function" || !("value" in loss)) continue;
    const named = loss as unknown as Loss;
    const own = given[named.lossName] ?? named;
    for (const kind of own.target) {
      test(`${own.lossName}, ${kind}`, () => {
        expect(check(own, kind)).toBe(opByOp.has(own.lossName) ? "eager" : "compiled");
      });
    }
  }
});
