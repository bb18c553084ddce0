import { grad, hvp, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import {
  generalRobust,
  jensenShannonDivergence,
  knowledgeDistillation,
  logCosh,
  squaredEpsilonInsensitive,
  squaredLogarithmicError,
  symmetricAbsolutePercentageError,
} from "../src/index.ts";

// Where prediction and target nearly coincide, a loss that takes a difference of large terms has no digits left.

const at = (...values: number[]): Tensor => tensor(Float64Array.from(values));
const zero = at(0);

describe("nearly equal predictions and targets", () => {
  test("log-cosh is half the square, with curvature 1 at 0", () => {
    expect(logCosh(at(1e-9), zero).item()).toBeCloseTo(5e-19, 33);
    for (const x of [0, 1e-9]) expect(hvp((z: Tensor) => logCosh.sum(z, zero), at(x), at(1)).item()).toBeCloseTo(1, 14);
    expect(logCosh(at(800, -Infinity), at(0, 0)).toArray()).toEqual([800 - Math.LN2, Infinity]);
  });

  test("the general robust loss is half the square for every alpha, and passes into its limits", () => {
    for (const alpha of [-Infinity, -2, 0, 1e-12, 1, 2 - 1e-12, 2, 3]) {
      const loss = generalRobust.with({ alpha });
      expect(loss(at(1e-9), zero).item() / 5e-19).toBeCloseTo(1, 14);
      expect(hvp((z: Tensor) => loss.sum(z, zero), zero, at(1)).item()).toBeCloseTo(1, 14);
    }
    const errors = at(0.1, 1, 7);
    const values = (alpha: number): number[] => Array.from(generalRobust.with({ alpha })(errors, at(0, 0, 0)).data);
    for (const [near, limit] of [
      [1e-12, 0],
      [-1e-12, 0],
      [2 + 1e-12, 2],
      [-1e12, -Infinity],
    ] as const) {
      for (const [i, value] of values(near).entries()) expect(value).toBeCloseTo(values(limit)[i] ?? Number.NaN, 9);
    }
  });

  test("the squared ε-insensitive loss with ε = 0 keeps the curvature of the square", () => {
    const loss = squaredEpsilonInsensitive.with({ epsilon: 0 });
    expect(hvp((z: Tensor) => loss.sum(z, zero), zero, at(1)).item()).toBe(2);
  });

  test("divergences from an even distribution keep their digits beside it", () => {
    const [even, h] = [tensor(new Float64Array(2), { shape: [1, 2] }), 1e-3];
    const beside = tensor(Float64Array.of(h, -h), { shape: [1, 2] });
    // KL of the even distribution from σ(±2h) is log cosh h.
    const divergence = Math.log1p(2 * Math.sinh(h / 2) ** 2);
    const distillation = knowledgeDistillation.with({ temperature: 1 });
    expect(distillation(beside, even).item() / divergence).toBeCloseTo(1, 12);
    // To fourth order in h Jensen and Shannon's is a quarter of it.
    expect(jensenShannonDivergence(beside, even).item() / (divergence / 4)).toBeCloseTo(1 - (5 / 24) * h * h, 10);
  });

  test("the squared logarithmic error is that of the ratio", () => {
    const gap = 2 ** -40;
    expect(squaredLogarithmicError(at(1 + gap), at(1)).item() / (gap / 2) ** 2).toBeCloseTo(1, 11);
    expect(squaredLogarithmicError(at(1e-3), at(1e6)).item()).toBeCloseTo(
      (Math.log1p(1e-3) - Math.log1p(1e6)) ** 2,
      12,
    );
  });

  test("the symmetric percentage error has no gradient between signs, and its own beside a tiny number", () => {
    const slope = (x: number, y: number): number =>
      grad((z: Tensor) => symmetricAbsolutePercentageError.sum(z, at(y)))(at(x)).item();
    expect([slope(-1, 3), slope(0, 3), slope(0, 0)].map(Math.abs)).toEqual([0, 0, 0]);
    // 400y/(x + y)², where the plain quotient rule would leave 0.
    expect(slope(1, 1e-20)).toBeCloseTo(4e-18, 30);
  });
});
