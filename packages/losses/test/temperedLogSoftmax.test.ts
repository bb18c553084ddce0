import { checkGradient, checkHvp, checkJvp } from "@surprisal/gradcheck";
import { logSoftmax, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { temperedLogSoftmax } from "../src/temperedLogSoftmax.ts";

const float64 = (values: number[][]): Tensor => tensor(values, { dtype: "float64" });
const logits = float64([
  [2, 1, 0.1],
  [-3, 0.5, 0.5],
]);

const probabilities = (rows: Tensor, temperature: number): number[][] =>
  (temperedLogSoftmax(rows, temperature).toArray() as number[][]).map((row) => row.map(Math.exp));

describe.each([0.3, 0.7, 1, 1.2, 2, 4])("temperature %d", (temperature) => {
  test("adds up to 1, from logits of every size and any number of classes", () => {
    const many = [Array.from({ length: 1000 }, (_, k) => Math.sin(k))];
    for (const rows of [logits, float64([[1e4, -1e4, 0]]), float64([[0, 1e-9]]), float64(many)]) {
      for (const row of probabilities(rows, temperature)) {
        expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13);
      }
    }
  });

  test("differs between classes as the tempered exponential does", () => {
    // log_t p_i − log_t p_j = z_i − z_j, whatever the normalizer is.
    const tempered = (p: number): number =>
      temperature === 1 ? Math.log(p) : Math.expm1((1 - temperature) * Math.log(p)) / (1 - temperature);
    const [[p = 0, q = 0] = []] = probabilities(float64([[0.4, 0.1]]), temperature);
    expect(tempered(p) - tempered(q)).toBeCloseTo(0.3, 12);
  });

  test("has its derivatives", () => {
    const f = (z: Tensor): Tensor => temperedLogSoftmax(z, temperature);
    const rows = float64([[0.4, 0.1, 0.2]]);
    checkGradient(f, [rows], { seed: 1 });
    checkHvp(f, [rows], { seed: 1 });
    checkJvp(f, [rows], { seed: 1 });
  });

  test("leaves a masked class out", () => {
    const masked = temperedLogSoftmax(float64([[2, -Infinity, 1]]), temperature).toArray() as number[][];
    const [[first, second] = []] = temperedLogSoftmax(float64([[2, 1]]), temperature).toArray() as number[][];
    expect(masked).toEqual([[first, -Infinity, second]]);
  });
});

test("near temperature 1 it is near logSoftmax", () => {
  const expected = logSoftmax(logits).data;
  for (const temperature of [1 - 1e-9, 1 + 1e-9]) {
    temperedLogSoftmax(logits, temperature).data.forEach((l, i) => expect(l).toBeCloseTo(expected[i] ?? 0, 7));
  }
});

test("keeps the digits of what a certain class lacks to 1", () => {
  // p₂ = (1 + 1e12 · (1 + …))⁻¹ at t = 2, and log p₁ = −p₂ but for its square.
  const [[first = 0, second = 0] = []] = temperedLogSoftmax(float64([[0, -1e12]]), 2).toArray() as number[][];
  expect(Math.exp(second) * 1e12).toBeCloseTo(1, 11);
  expect(first * 1e12).toBeCloseTo(-1, 11);
});

test("NaN and ∞ make the row NaN", () => {
  for (const each of [Number.NaN, Infinity]) {
    expect(temperedLogSoftmax(float64([[1, each]]), 1.5).data.every(Number.isNaN)).toBe(true);
  }
});
