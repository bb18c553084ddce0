import { DTypeError, ParameterError } from "@surprisal/contract";
import { grad, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

// Corners of losses of single numbers, worked out by hand.

const at = (...values: number[]): Tensor => tensor(Float64Array.from(values));
const slopes = (f: (x: Tensor) => Tensor, x: Tensor): number[] => Array.from(grad(f)(x).data);

describe("percentage errors", () => {
  test("with an epsilon of 0 are of the target alone, infinite where that is 0", () => {
    const loss = losses.absolutePercentageError.with({ epsilon: 0 });
    expect(loss(at(3, 1, 2, 0), at(2, 4, -1e-9, 0)).toArray()).toEqual([50, 75, expect.closeTo(2e11, -3), Number.NaN]);
    expect(loss(at(1), at(0)).item()).toBe(Infinity);
    expect(losses.absolutePercentageError(at(1), at(0)).item()).toBeCloseTo(1e9, 0);
    expect(losses.absolutePercentageError.with({ epsilon: 0.5 })(at(1), at(0.25)).item()).toBe(150);
    expect(slopes((x) => loss.sum(x, at(2, 4)), at(3, 1))).toEqual([50, -25]);
  });

  test("the symmetric one: of the sum of sizes, 0 for two zeros, with slopes by prediction and target", () => {
    const loss = losses.symmetricAbsolutePercentageError;
    expect(loss(at(3, 0, -1, 0), at(1, 0, 3, 2)).toArray()).toEqual([100, 0, 200, 200]);
    // 200 · 2y/(x + y)² by the prediction, −200 · 2x/(x + y)² by the target.
    expect(slopes((x) => loss.sum(x, at(1)), at(3))).toEqual([expect.closeTo(25, 12)]);
    expect(slopes((y) => loss.sum(at(3), y), at(1))).toEqual([expect.closeTo(-75, 12)]);
    expect(slopes((y) => loss.sum(at(1), y), at(3))).toEqual([expect.closeTo(25, 12)]);
  });
});

describe("binary cross-entropy with weights of positives", () => {
  test("of each label", () => {
    const weighted = losses.binaryCrossEntropy.with({ positiveWeight: at(1, 3) });
    const nats = Math.log(2);
    expect(weighted(tensor([[0, 0]], { dtype: "float64" }), [[1, 1]]).toArray()).toEqual([
      [expect.closeTo(nats, 14), expect.closeTo(3 * nats, 14)],
    ]);
    expect(weighted(tensor([[0, 0]], { dtype: "float64" }), [[0, 0]]).toArray()).toEqual([
      [expect.closeTo(nats, 14), expect.closeTo(nats, 14)],
    ]);
  });
});

test("whole numbers of any integer type are taken as they are, in the dtype of the prediction", () => {
  for (const [loss, wanted] of [
    [losses.halfPoissonDeviance, 1 - 3 * (0 - Math.log(3)) - 3],
    [losses.symmetricAbsolutePercentageError, 200],
  ] as const) {
    const value = loss(tensor(new Float32Array(1)), Int32Array.of(3));
    expect(value.dtype).toBe("float32");
    expect(value.item()).toBeCloseTo(wanted, 5);
  }
});

test("what is no number is refused", () => {
  expect(() => losses.huber(["1"] as unknown as number[], [1])).toThrow(DTypeError);
  expect(() => losses.huber.with({ delta: 0 })).toThrow(ParameterError);
});
