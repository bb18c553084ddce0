import { ClassError, ParameterError } from "@surprisal/contract";
import { grad, hvp, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { crossEntropy } from "../src/index.ts";

const float64 = (values: number[][]): Tensor => tensor(values, { dtype: "float64" });

describe("crossEntropy", () => {
  test("keeps every digit of a confident row, right or wrong", () => {
    const logits = float64([[40, 0]]);
    expect(crossEntropy(logits, [0]).data[0]).toBe(4.248354255291589e-18);
    expect(crossEntropy(logits, [1]).data[0]).toBe(40);
    const slope = grad((z: Tensor) => crossEntropy.sum(z, [0]))(logits).data;
    expect(slope[1]).toBeCloseTo(4.248354255291589e-18, 33);
    expect(slope[0]).toBeCloseTo(-4.248354255291589e-18, 33);
  });

  test("a class that is not there is an error that names position, value and number of classes", () => {
    expect(() => crossEntropy([[0, 0, 0]], [3])).toThrow(ClassError);
    expect(() =>
      crossEntropy(
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
        [1, 12],
      ),
    ).toThrow("crossEntropy: target[1] is 12, expected 0..2");
    expect(() => crossEntropy([[0, 0, 0]], [-1])).toThrow("crossEntropy: target[0] is -1, expected 0..2");
    expect(crossEntropy([[0, 0, 0]], [-1], { ignoreIndex: -1 }).toArray()).toEqual([0]);
  });

  test("plain whole numbers, one a row, are classes; rows of numbers are distributions", () => {
    expect(
      crossEntropy(
        float64([
          [1, 2],
          [3, 1],
        ]),
        [1, 0],
      ).toArray(),
    ).toEqual(
      crossEntropy(
        float64([
          [1, 2],
          [3, 1],
        ]),
        tensor(Int32Array.of(1, 0)),
      ).toArray(),
    );
    expect(
      crossEntropy(
        float64([
          [1, 2],
          [3, 1],
        ]),
        [
          [0, 1],
          [1, 0],
        ],
      ).toArray(),
    ).toEqual(
      crossEntropy(
        float64([
          [1, 2],
          [3, 1],
        ]),
        [1, 0],
      ).toArray(),
    );
    expect(() =>
      crossEntropy(
        float64([
          [1, 2],
          [3, 1],
        ]),
        [0.5, 0],
      ),
    ).toThrow("crossEntropy: target[0] is 0.5, expected 0..1");
  });

  test("a masked class counts for nothing, and as a target costs all there is", () => {
    const masked = float64([[1, -Infinity, 2]]);
    expect(crossEntropy(masked, [2]).data[0]).toBe(crossEntropy(float64([[1, 2]]), [1]).data[0]);
    expect(crossEntropy(masked, [1]).data[0]).toBe(Infinity);
    expect(crossEntropy(masked, [[0.25, 0, 0.75]]).data[0]).toBe(
      crossEntropy(float64([[1, 2]]), [[0.25, 0.75]]).data[0],
    );
    expect(crossEntropy.with({ labelSmoothing: 0.1 })(masked, [2]).data[0]).toBe(Infinity);
    const product = hvp((z: Tensor) => crossEntropy.sum(z, [2]), masked, float64([[1, 5, 2]]));
    expect(product.data[1]).toBe(0);
    expect(product.data[0]).toBe(
      hvp((z: Tensor) => crossEntropy.sum(z, [1]), float64([[1, 2]]), float64([[1, 2]])).data[0],
    );
  });

  test("smoothing spreads over all classes or over the others", () => {
    const logits = float64([[0.2, 1.5, -0.7, 0.1]]);
    const l = Array.from({ length: 4 }, (_, k) => crossEntropy(logits, [k]).data[0] ?? Number.NaN);
    const [own = 0, ...others] = [l[1], l[0], l[2], l[3]] as number[];
    const rest = others.reduce((sum, each) => sum + each, 0);
    expect(crossEntropy.with({ labelSmoothing: 0.2 })(logits, [1]).data[0]).toBeCloseTo(
      0.8 * own + 0.05 * (own + rest),
      14,
    );
    expect(crossEntropy.with({ labelSmoothing: 0.2, smoothOver: "others" })(logits, [1]).data[0]).toBeCloseTo(
      0.8 * own + (0.2 / 3) * rest,
      14,
    );
  });

  test("the mean divides by the weights that counted; of distributions by the rows", () => {
    const logits = float64([
      [1, 0],
      [0, 2],
      [3, 3],
    ]);
    const [a = 0, b = 0] = crossEntropy(logits, [0, 1, 0]).data;
    const { normalizer, sum } = crossEntropy.total(logits, [0, 1, -100], { classWeights: [2, 3] });
    expect(normalizer.item()).toBe(5);
    expect(sum.item()).toBeCloseTo(2 * a + 3 * b, 14);
    expect(crossEntropy.mean(logits, [0, 1, -100], { classWeights: [2, 3] }).item()).toBeCloseTo(
      (2 * a + 3 * b) / 5,
      14,
    );
    const oneHot = [
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    expect(crossEntropy.mean(logits, oneHot, { classWeights: [2, 3] }).item()).toBeCloseTo((2 * a + 3 * b) / 3, 14);
  });

  test("a mean over nothing is NaN with gradient 0, or what is asked for", () => {
    const logits = float64([[1, 0]]);
    expect(crossEntropy.mean(logits, [-100]).item()).toBeNaN();
    expect(grad((z: Tensor) => crossEntropy.mean(z, [-100]))(logits).toArray()).toEqual([[0, 0]]);
    expect(crossEntropy.mean(logits, [-100], { whenEmpty: 0 }).item()).toBe(0);
    expect(grad((z: Tensor) => crossEntropy.mean(z, [-100], { whenEmpty: 0 }))(logits).toArray()).toEqual([[0, 0]]);
  });

  test("wrong smoothing, weights and unknown parameters are refused", () => {
    expect(() => crossEntropy.with({ labelSmoothing: 1.5 })).toThrow(
      "crossEntropy: labelSmoothing is 1.5, expected [0, 1]",
    );
    // @ts-expect-error: no such word
    expect(() => crossEntropy.with({ smoothOver: "none" })).toThrow("smoothOver is none, expected one of all, others");
    // @ts-expect-error: no such parameter
    expect(() => crossEntropy.with({ gamma: 2 })).toThrow(
      "crossEntropy: unknown parameter gamma, expected labelSmoothing, smoothOver",
    );
    expect(() => crossEntropy([[1, 2]], [0], { classWeights: [1, -1] })).toThrow(ParameterError);
    expect(() => crossEntropy([[1, 2]], [0], { classWeights: [1] })).toThrow(
      "classWeights has shape [1], expected [2]",
    );
  });
});
