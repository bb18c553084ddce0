import type { Loss } from "@surprisal/contract";
import { hessianDiagonal, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

// Hessian diagonals where terms vanish: at p = q, at r = 0, at ties.

const logits = [1, 0.2, -1.5, 0.2];
const weights = logits.map(Math.exp);
const p = weights.map((each) => each / weights.reduce((sum, other) => sum + other));
const fisher = p.map((each) => each * (1 - each));

const row = (values: readonly number[]): Tensor => tensor(Float64Array.from(values), { shape: [1, values.length] });

function expectClose(got: ArrayLike<number>, expected: readonly number[]): void {
  expected.forEach((each, i) => expect((got[i] ?? Number.NaN) / each).toBeCloseTo(1, 13));
}

describe("divergences at p = q: a multiple of p(1 − p)", () => {
  test.each<[string, number, Pick<Loss, "sum">]>([
    ["Kullback–Leibler", 1, losses.knowledgeDistillation.with({ temperature: 1 })],
    ["Jensen–Shannon", 1 / 4, losses.jensenShannonDivergence],
    ["Jensen–Shannon, weight 0.1", 0.09, losses.jensenShannonDivergence.with({ weight: 0.1 })],
    ["Rényi, alpha 1/2", 1 / 2, losses.renyiDivergence],
    ["Rényi, alpha 2", 2, losses.renyiDivergence.with({ alpha: 2 })],
    ["Tsallis, alpha 1/2", 1 / 2, losses.tsallisDivergence],
    ["Tsallis, alpha 3", 3, losses.tsallisDivergence.with({ alpha: 3 })],
    ["squared Hellinger", 1 / 4, losses.squaredHellinger],
  ])("%s: %s", (_, factor, loss) => {
    const target = row(logits.map((z) => z - 7));
    expectClose(
      hessianDiagonal((z) => loss.sum(z, target), row(logits), { coupledAxes: 1 }).data,
      fisher.map((each) => factor * each),
    );
  });
});

describe("errors of 0", () => {
  test.each<[number, Pick<Loss, "lossName" | "sum">]>([
    [1, losses.logCosh],
    [2, losses.squaredError],
    [1, losses.huber],
    [1, losses.generalRobust],
    [1, losses.generalRobust.with({ alpha: -Infinity })],
    [4 / 3, losses.studentTNegativeLogLikelihood],
    [Math.sqrt(2 / Math.PI), losses.gaussianContinuousRankedProbabilityScore],
    [0.4, losses.expectile.with({ level: 0.2 })],
  ])("%s: %o", (expected, loss) => {
    const there = tensor(new Float64Array([0, 3]));
    const { data } = hessianDiagonal((x) => loss.sum(x, there), there, { coupledAxes: 0 });
    // The expectile's curvature jumps there: what is below the target counts.
    expectClose(data, [expected, expected]);
  });
});

test("pseudo-Huber's curvature far out: (1 + r²)^−3/2", () => {
  const errors = [10, 100, 1e3, 1e4, 1e10];
  const expected = errors.map((r) => (1 + r * r) ** -1.5);
  const far = tensor(Float64Array.from(errors));
  const zeros = new Float64Array(errors.length);
  expectClose(hessianDiagonal((x) => losses.generalRobust.sum(x, zeros), far, { coupledAxes: 0 }).data, expected);
});

test("log-means at the target, whatever its size", () => {
  const y = [1e-3, 1, 1e3];
  const target = tensor(Float64Array.from(y));
  const at = tensor(Float64Array.from(y, Math.log));
  const of = (loss: Pick<Loss, "sum">): number[] =>
    Array.from(
      hessianDiagonal((x) => loss.sum(x, target), at, { coupledAxes: 0 }).data,
      (each, i) => each / (y[i] as number),
    );
  expectClose(of(losses.halfPoissonDeviance), [1, 1, 1]);
  expectClose(of(losses.halfGammaDeviance), [1e3, 1, 1e-3]);
  expectClose(
    of(losses.halfTweedieDeviance),
    y.map((each) => each ** -0.5),
  );
});

test("equal logits of C classes: (C − 1)/C² for losses of the slope of cross-entropy", () => {
  for (const count of [2, 3, 10]) {
    const even = row(Array.from({ length: count }, () => 5));
    const target = tensor(new Int32Array([1]));
    const expected = Array.from({ length: count }, () => (count - 1) / count ** 2);
    for (const loss of [
      losses.crossEntropy,
      losses.crossEntropy.with({ labelSmoothing: 0.3 }),
      losses.softmaxFocal.with({ gamma: 0 }),
    ])
      expectClose(hessianDiagonal((z) => loss.sum(z, target), even, { coupledAxes: 1 }).data, expected);
  }
});

test.each([1, 2, 4, 5, 10])(
  "Taylor cross-entropy of %i terms bends no more than claimed, and that much somewhere",
  (terms) => {
    const loss = losses.taylorCrossEntropy.with({ terms });
    // A Hessian of two classes is a multiple of [[1, −1], [−1, 1]].
    const most = Array.from({ length: 2000 }, (_, i) => {
      const at = row([0, i / 100 - 5]);
      return 2 * Math.abs(hessianDiagonal((z) => loss.sum(z, [0]), at, { coupledAxes: 1 }).data[0] ?? Number.NaN);
    }).reduce((a, b) => Math.max(a, b));
    const { smoothness } = loss.traits;
    expect(most).toBeLessThanOrEqual(Number(smoothness) * (1 + 1e-12));
    expect(most).toBeGreaterThan(0.999 * Number(smoothness));
  },
);
