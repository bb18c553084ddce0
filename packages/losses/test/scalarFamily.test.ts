import { between, logits } from "@surprisal/gradcheck";
import { grad, hessianDiagonal, hvp, tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

// Losses that are a function f of l = log p of the true class: with g = e_y − p the gradient is f′(l) g, and the Hessian times v is
// f″(l) (g·v) g − f′(l) (p ∘ v − (p·v) p).

interface Family {
  readonly loss: {
    readonly lossName: string;
    sum(prediction: Tensor, target: Tensor): Tensor;
  };
  /** f, f′ and f″ of l, p = e^l and u = 1 − p. */
  readonly f: (l: number, p: number, u: number) => readonly [number, number, number];
}

const focal = (gamma: number): Family => ({
  loss: losses.softmaxFocal.with({ gamma }),
  f: (l, p, u) => [
    -(u ** gamma) * l,
    -(u ** gamma) * (1 - (gamma * p * l) / u),
    gamma * p * u ** (gamma - 1) * (2 + l - ((gamma - 1) * p * l) / u),
  ],
});
const generalized = (q: number): Family => ({
  loss: losses.generalizedCrossEntropy.with({ q }),
  f: (l) => [-Math.expm1(q * l) / q, -Math.exp(q * l), -q * Math.exp(q * l)],
});
const taylor = (terms: number): Family => ({
  loss: losses.taylorCrossEntropy.with({ terms }),
  f: (_, p, u) => [
    Array.from({ length: terms }, (__, i) => u ** (i + 1) / (i + 1)).reduce((sum, each) => sum + each),
    -Array.from({ length: terms }, (__, i) => p * u ** i).reduce((sum, each) => sum + each),
    -terms * p * u ** (terms - 1),
  ],
});
const jensenShannon = (w: number): Family => ({
  loss: losses.noisyLabelJensenShannon.with({ labelWeight: w }),
  f: (l, p, u) => {
    const m = Math.log1p(-(1 - w) * u);
    const k = -Math.log1p(-w);
    const gap = m - l + k;
    return [
      (w * m - (1 - w) * p * (l - m) - (1 - w) * k * u) / (-(1 - w) * k),
      (-p * gap) / k,
      (-p * gap - p * ((p * (1 - w)) / Math.exp(m) - 1)) / k,
    ];
  },
});

const families: readonly Family[] = [
  { loss: losses.crossEntropy, f: (l) => [-l, -1, 0] },
  ...[0.5, 2, 5].map(focal),
  ...[0.05, 0.7, 1].map(generalized),
  { loss: losses.poly1CrossEntropy.with({ epsilon: 1.5 }), f: (l, p, u) => [-l + 1.5 * u, -1 - 1.5 * p, -1.5 * p] },
  { loss: losses.probabilityAbsoluteError, f: (_, p, u) => [2 * u, -2 * p, -2 * p] },
  { loss: losses.reverseCrossEntropy, f: (_, p, u) => [4 * u, -4 * p, -4 * p] },
  { loss: losses.symmetricCrossEntropy, f: (l, p, u) => [-0.1 * l + 4 * u, -0.1 - 4 * p, -4 * p] },
  ...[2, 6].map(taylor),
  ...[0.1, 0.5].map(jensenShannon),
];

/** Rows of three logits, whatever their gaps up to 40, with a class and a direction. */
const cases = fc.record({
  z: fc.oneof(logits(3, { extent: 8, subnormals: false }), logits(3, { extent: 20, subnormals: false })),
  y: fc.nat({ max: 2 }),
  v: fc.array(between(-1, 1), { minLength: 3, maxLength: 3 }),
});

/** `terms`: the size of what is added up, where that is more than the result. */
function close(got: ArrayLike<number>, expected: readonly number[], terms = 0): void {
  const size = Math.max(terms, ...expected.map(Math.abs));
  expected.forEach((each, i) => expect(Math.abs((got[i] as number) - each)).toBeLessThanOrEqual(1e-13 * size + 1e-300));
}

describe.each(families)("$loss.lossName", ({ f, loss }) => {
  test("has value, gradient, Hessian products and Hessian diagonal of the closed form", () => {
    fc.assert(
      fc.property(cases, ({ v, y, z }) => {
        const row = (values: readonly number[]): Tensor => tensor(Float64Array.from(values), { shape: [1, 3] });
        const classes = tensor(new Int32Array([y]));
        const total = (x: Tensor): Tensor => loss.sum(x, classes);
        const weights = z.map((each) => Math.exp(each - Math.max(...z)));
        const whole = weights.reduce((sum, each) => sum + each);
        const p = weights.map((each) => each / whole);
        const u = p.reduce((sum, each, k) => (k === y ? sum : sum + each), 0);
        const own = p[y] as number;
        const l = own > 0.5 ? Math.log1p(-u) : Math.log(own);
        const g = p.map((each, k) => (k === y ? u : -each));
        const [value, first, second] = f(l, own, u);
        const product = (direction: readonly number[]): number[] => {
          const along = g.reduce((sum, each, k) => sum + each * (direction[k] as number), 0);
          // p ∘ v − (p·v) p, of which each element is a sum over differences of v.
          const curved = p.map(
            (each, k) =>
              each *
              p.reduce((sum, other, j) => sum + other * ((direction[k] as number) - (direction[j] as number)), 0),
          );
          return g.map((each, k) => second * along * each - first * (curved[k] as number));
        };
        const diagonal = g.map((_, k) => product(g.map((__, j) => Number(j === k)))[k] as number);
        const terms = (Math.abs(first) + Math.abs(second)) * Math.max(...g.map(Math.abs));
        // The formula of Jensen and Shannon is a difference of parts of the size of u.
        close([total(row(z)).item()], [value], loss.lossName === "noisyLabelJensenShannon" ? u : 0);
        close(
          grad(total)(row(z)).data,
          g.map((each) => first * each),
        );
        close(hvp(total, row(z), row(v)).data, product(v), terms);
        close(hessianDiagonal(total, row(z), { coupledAxes: 1 }).data, diagonal, terms);
      }),
      { numRuns: 60 },
    );
  });
});
