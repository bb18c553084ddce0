import { grad, hvp, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { binaryCrossEntropy, binaryCrossEntropyOnProbabilities } from "../src/index.ts";

const at = (p: number): Tensor => tensor(Float64Array.of(p));
const slope = (p: number, t: number): number =>
  grad((x: Tensor) => binaryCrossEntropyOnProbabilities.sum(x, [t]))(at(p)).data[0] ?? Number.NaN;

describe("binaryCrossEntropyOnProbabilities", () => {
  test("is cut off at 100, its gradient at 1e12, as in PyTorch; a certain prediction that is right costs nothing", () => {
    expect(binaryCrossEntropyOnProbabilities([0, 1, 0, 1], [1, 0, 0, 1]).toArray()).toEqual([100, 100, 0, 0]);
    expect(slope(0, 1) / -1e12).toBeCloseTo(1, 7);
    expect(slope(1, 0) / 1e12).toBeCloseTo(1, 7);
    expect(slope(0, 0)).toBeCloseTo(0, 15);
  });

  test("away from the ends it is the loss on logits, and its curvature is 1/p²", () => {
    for (const z of [-3, -0.5, 0, 2, 9]) {
      const p = 1 / (1 + Math.exp(-z));
      expect(binaryCrossEntropyOnProbabilities(at(p), [0.3]).item()).toBeCloseTo(
        binaryCrossEntropy(at(z), [0.3]).item(),
        11,
      );
      const curvature = hvp((x: Tensor) => binaryCrossEntropyOnProbabilities.sum(x, [1]), at(p), at(1)).item();
      expect(curvature * p * p).toBeCloseTo(1, 10);
    }
  });
});
