import type { Loss, TargetKind } from "@surprisal/contract";
import { generator, grad, normal, sum, tensor, uniform, type Tensor } from "@surprisal/tensor";
import { expect } from "vitest";
import * as losses from "../../src/index.ts";

/** These sort, search, look rows up in a matrix or another batch, or look at their targets, for which there is no compiled form. */
export const opByOp = new Set([
  "backwardCorrection",
  "biTemperedLogistic",
  "entmax15Loss",
  "forwardCorrection",
  "lovaszHinge",
  "mixupCrossEntropy",
  "multilabelMargin",
  "sparsemaxLoss",
]);
/** These take rows of 0 and 1 alone. */
const ofRegions = new Set(["lovaszHinge"]);

const counts = [64, 2, 5, 9, 20];
const transition = counts.map((_, i) => counts.map((__, j) => (i === j ? 0.8 : 0.05)));

/** The losses that need a parameter. */
export const given: Readonly<Record<string, Loss>> = Object.fromEntries(
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

export const width = 5;
export const count = 64;

/** Predictions of all sizes: ordinary, confident beyond rounding, equal, masked, not numbers. */
function predictions(loss: Loss, size: number, width: number): Float64Array {
  const base = normal([size], generator(11), { dtype: "float64" }).data;
  const scales = [1, 1, 8, 50, 1e3, 1e4, 0, 1e-9];
  const scaled = Float64Array.from(base, (z, i) => z * (scales[Math.floor(i / width) % scales.length] ?? 1));
  switch (loss.prediction) {
    case "probabilities":
      return scaled.map((z) => 1 / (1 + Math.exp(-z)));
    case "logProbabilities":
      return scaled.map((z) => -Math.abs(z));
    default:
      if (loss.prediction === "logits") {
        scaled.set([-Infinity, 3, Infinity, Number.NaN, -Infinity], size - 2 * width);
        // One class is masked; one is as much below the others as all of them together.
        scaled[3 * width] = -Infinity;
        scaled[8 * width + (64 % width)] = -1e3;
      }
      return scaled;
  }
}

function targets(kind: TargetKind, size: number, width: number): Float64Array | Int32Array {
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

export const isRowLoss = (kind: TargetKind): boolean => kind === "classes" || kind === "distribution" || kind === "row";

/** What the ops give, and what is to be compared with it. */
export class Examples {
  readonly x: Float64Array;
  readonly y: Float64Array | Int32Array;
  readonly wide: number;
  readonly #loss: Loss;
  readonly #values: ArrayLike<number>;
  readonly #gradient: Float64Array;

  constructor(loss: Loss, kind: TargetKind, classes = width) {
    this.wide = isRowLoss(kind) ? classes : 1;
    const drawn = targets(kind, count * this.wide, classes);
    this.y = ofRegions.has(loss.lossName) ? Float64Array.from(drawn, (each) => Number(each > 0)) : drawn;
    this.x = predictions(loss, count * this.wide, classes);
    this.#loss = loss;
    const shape = isRowLoss(kind) ? [count, classes] : [count];
    const goal = kind === "classes" ? tensor(this.y) : tensor(this.y, { shape });
    const value = (z: Tensor): Tensor => loss.value(z, goal, { target: kind });
    this.#values = value(tensor(this.x, { shape })).data;
    this.#gradient = Float64Array.from(grad((z: Tensor) => sum(value(z)))(tensor(this.x, { shape })).data);
  }

  compare(values: Float64Array, gradient: Float64Array): void {
    const sizes = Array.from({ length: count }, (_, i) => {
      const row = this.#gradient.subarray(i * this.wide, (i + 1) * this.wide);
      return Math.max(1, ...Array.from(row, Math.abs).filter(Number.isFinite));
    });
    const all = [
      ["value", values, this.#values, 1],
      ["gradient", gradient, this.#gradient, this.wide],
    ] as const;
    for (const [name, got, expected, wide] of all) {
      for (const [i, each] of got.entries()) {
        const right = expected[i] ?? Number.NaN;
        const row = Math.floor(i / wide);
        const where = `${name}[${i}] of ${this.#loss.lossName}, target ${this.y[row]}: ${each}, eager ${right}`;
        // What is left where terms of the size of 1 cancel depends on their order.
        const tolerance = 4e-14 * Math.abs(right) + 2e-15 * (sizes[row] ?? 1);
        if (Number.isFinite(right)) expect(Math.abs(each - right), where).toBeLessThanOrEqual(tolerance);
        else expect(each, where).toBe(right);
      }
    }
  }
}

export const cases: [string, Loss, TargetKind][] = Object.values<unknown>(losses).flatMap((loss) => {
  // Losses of a whole batch have no rows to compile; ordinal targets are looked at, so that there is no compiled form either.
  if (typeof loss !== "function" || !("value" in loss) || loss === losses.cumulativeLink) return [];
  const named = loss as unknown as Loss;
  const own = given[named.lossName] ?? named;
  return own.target.map((kind): [string, Loss, TargetKind] => [`${own.lossName}, ${kind}`, own, kind]);
});

/** These are differences of terms of the size of 1, of which little is left where both distributions are nearly the same. */
const ofAffinities = new Set(["renyiDivergence", "squaredHellinger", "tsallisDivergence"]);

/** Predictions that are right but for a gap, from tiny to wide, with what the ops make of them. */
export function nearlyRight(
  loss: Loss,
  kind: TargetKind,
): { x: Float64Array; y: Int32Array | Float64Array; values: ArrayLike<number> } {
  const wide = isRowLoss(kind) ? width : 1;
  const gap = (i: number): number => (wide === 1 ? Math.min(40, 1e-4 * 1.25 ** i) : 0.02 * 1.13 ** i);
  const sign = (i: number): number => (i % 2 === 1 ? 1 : -1);
  const x = new Float64Array(count * wide);
  const y =
    kind === "classes" ? Int32Array.from({ length: count }, (_, i) => i % width) : new Float64Array(count * wide);
  for (let i = 0; i < count; i++) {
    // Above 0, for those that take logarithms.
    if (kind === "real") [x[i], y[i]] = [1 + (i % 3) + (gap(i) < 1 ? sign(i) : 1) * gap(i), 1 + (i % 3)];
    if (kind === "sign") [x[i], y[i]] = [sign(i) * gap(i), sign(i)];
    if (kind === "probability") [x[i], y[i]] = [sign(i) * gap(i), Number(sign(i) > 0)];
    if (wide === 1) continue;
    for (let k = 0; k < width; k++) {
      const at = i * width + k;
      const holds = k === i % width;
      x[at] = (holds ? gap(i) / 2 : -gap(i) / 2) - 0.1 * ((k + i) % 3);
      // Labels to some, and logits of another distribution to others.
      if (kind !== "classes") y[at] = Number(holds);
    }
  }
  if (loss.prediction === "probabilities") x.forEach((z, i) => (x[i] = 1 / (1 + Math.exp(-z))));
  if (loss.prediction === "logProbabilities") x.forEach((z, i) => (x[i] = -Math.abs(z)));
  const shape = wide > 1 ? [count, width] : [count];
  const goal = kind === "classes" ? tensor(y) : tensor(y, { shape });
  return { x, y, values: loss.value(tensor(x, { shape }), goal, { target: kind }).data };
}

export const keepsDigits = ([, { lossName }]: (typeof cases)[number]): boolean =>
  !opByOp.has(lossName) && !ofAffinities.has(lossName);
