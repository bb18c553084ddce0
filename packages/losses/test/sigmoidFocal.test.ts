import { checkGradient } from "@surprisal/gradcheck";
import { grad, hvp, ones, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { binaryCrossEntropy, sigmoidFocal } from "../src/index.ts";

const at = (...values: number[]): Tensor => tensor(Float64Array.from(values));

describe("sigmoidFocal", () => {
  test("keeps value, gradient and curvature finite where the other probability underflows, for any gamma", () => {
    const logits = at(740, 745, 1e4, Infinity, -745, -1e4, -Infinity);
    const target = at(1, 1, 1, 1, 0, 0, 0);
    for (const gamma of [0.01, 0.5, 1, 2]) {
      const loss = sigmoidFocal.with({ gamma });
      const total = (x: Tensor): Tensor => loss.sum(x, target);
      for (const result of [
        loss(logits, target),
        grad(total)(logits),
        hvp(total, logits, ones([7], { dtype: "float64" })),
      ])
        for (const each of result.data) expect(Math.abs(each)).toBeLessThan(1e-300);
    }
  });

  test("keeps the digits of its tail: at 200 it is a quarter of exp(−600) for gamma 2", () => {
    expect(sigmoidFocal(at(200), at(1)).item() / (0.25 * Math.exp(-600))).toBeCloseTo(1, 12);
    expect(grad((x: Tensor) => sigmoidFocal.sum(x, at(1)))(at(200)).item() / (-0.75 * Math.exp(-600))).toBeCloseTo(
      1,
      12,
    );
  });

  test("is weighted binary cross-entropy for gamma 0, and has its derivative by the target", () => {
    const [logits, target] = [at(-2, 0.3, 4), at(0.2, 0.6, 0.9)];
    const plain = sigmoidFocal.with({ gamma: 0, positiveWeight: 1, negativeWeight: 1 });
    expect(plain(logits, target).toArray()).toEqual(binaryCrossEntropy(logits, target).toArray());
    checkGradient((x, t) => sigmoidFocal(x, t), [logits, target], { domain: [-20, 20] });
  });
});
