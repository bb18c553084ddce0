import { grad, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { negativeCosineSimilarity } from "../src/index.ts";

const row = (...values: number[]): Tensor => tensor(Float64Array.from(values), { shape: [1, values.length] });
const slope = (x: Tensor, y: Tensor): ArrayLike<number> =>
  grad((z: Tensor) => negativeCosineSimilarity.sum(z, y))(x).data;

describe("negativeCosineSimilarity", () => {
  test("does not depend on the size of a row, however large or small", () => {
    for (const size of [1e-300, 1, 1e300]) {
      expect(negativeCosineSimilarity(row(3 * size, 4 * size), row(1, 0)).item()).toBeCloseTo(-0.6, 15);
      // (cos · x̂ − ŷ)/|x|
      const [first = 0, second = 0] = Array.from(slope(row(3 * size, 4 * size), row(1, 0)));
      expect(first * size).toBeCloseTo((0.36 - 1) / 5, 15);
      expect(second * size).toBeCloseTo(0.48 / 5, 15);
    }
  });

  test("a row of zeros is at right angles to all, without a gradient", () => {
    expect(negativeCosineSimilarity(row(0, 0), row(1, 2)).toArray()).toEqual([-0]);
    expect(Array.from(slope(row(0, 0), row(1, 2)), Math.abs)).toEqual([0, 0]);
    expect(Array.from(slope(row(1, 2), row(0, 0)), Math.abs)).toEqual([0, 0]);
  });
});
