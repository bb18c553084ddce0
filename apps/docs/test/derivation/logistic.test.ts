import { binaryCrossEntropyOnProbabilities } from "@surprisal/losses";
import { add, grad, hvp, log, matmul, mul, neg, sigmoid, sub, sum, transpose, treeLeaves } from "@surprisal/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doubles, X, y } from "../../examples/derivation/data.ts";
import { centralDifferences } from "../../examples/derivation/differences.ts";
import {
  logisticGradient,
  logisticLoss,
  logisticStart,
  logits,
  type LogisticWeights,
} from "../../examples/derivation/logistic.ts";
import { train } from "../../examples/derivation/train.ts";

const numbers = (weights: unknown): number[] => treeLeaves(weights).flatMap((leaf) => [...leaf.data]);
const number = fc.double({ min: -6, max: 6, noNaN: true });
const anyWeights = fc
  .tuple(number, number, number)
  .map(([w0, w1, b]): LogisticWeights => ({ w: doubles([w0, w1]), b: doubles(b) }));

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of actual.entries()) expect(Math.abs(value - expected[i]!)).toBeLessThan(tolerance);
}

describe("logistic regression", () => {
  test("the gradient by hand is the one of grad and of central differences, at any weights", () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        const byHand = numbers(logisticGradient(weights));
        expectClose(numbers(grad(logisticLoss)(weights)), byHand, 1e-14);
        expectClose(numbers(centralDifferences(logisticLoss, weights)), byHand, 1e-8);
      }),
    );
  });

  test("the loss is the formula in the book, where that can be computed", () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        const prediction = sigmoid(logits(weights));
        const book = neg(sum(add(mul(y, log(prediction)), mul(sub(1, y), log(sub(1, prediction))))));
        expect(logisticLoss(weights).item()).toBeCloseTo(book.item(), 9);
      }),
    );
  });

  test("the links of the chain rule multiply to prediction minus target", () => {
    const prediction = doubles([0.2, 0.9, 0.6, 0.5]);
    const first = grad((p: typeof prediction) => binaryCrossEntropyOnProbabilities.sum(p, y))(prediction);
    const product = mul(first, mul(prediction, sub(1, prediction)));
    expectClose([...product.data], [...sub(prediction, y).data], 1e-12);
  });

  test("the Hessian is Xᵀ·diag(ŷ(1 − ŷ))·X, so the loss is convex", () => {
    fc.assert(
      fc.property(anyWeights, number, number, (weights, u, v) => {
        const prediction = sigmoid(logits(weights));
        const direction = doubles([u, v]);
        const ofWeights = (w: typeof direction) => logisticLoss({ w, b: weights.b });
        const product = hvp(ofWeights, weights.w, direction);
        const variance = mul(prediction, sub(1, prediction));
        const byHand = matmul(transpose(X), mul(variance, matmul(X, direction)));
        expectClose([...product.data], [...byHand.data], 1e-13);
        expect(matmul(direction, product).item()).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("gradient descent goes from 1.8731 to 0.4716 in 900 epochs, always down", () => {
    const { history } = train(logisticLoss, logisticStart);
    expect(history[0]).toBeCloseTo(1.8731, 4);
    expect(history[9]).toBeCloseTo(0.4716, 4);
    expect(history).toEqual(history.toSorted((a, b) => b - a));
  });
});
