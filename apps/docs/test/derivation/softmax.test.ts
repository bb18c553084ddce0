import { grad, jvp, softmax, treeLeaves } from "@surprisal/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doubles, learningRate } from "../../examples/derivation/data.ts";
import { centralDifferences } from "../../examples/derivation/differences.ts";
import { logisticLoss, logisticStart } from "../../examples/derivation/logistic.ts";
import { softmaxGradient, softmaxLoss, softmaxStart, type SoftmaxWeights } from "../../examples/derivation/softmax.ts";
import { train } from "../../examples/derivation/train.ts";

const numbers = (weights: unknown): number[] => treeLeaves(weights).flatMap((leaf) => [...leaf.data]);
const number = fc.double({ min: -6, max: 6, noNaN: true });
const pair = fc.tuple(number, number);
const anyWeights = fc
  .tuple(pair, pair, pair)
  .map(([first, second, b]): SoftmaxWeights => ({ W: doubles([first, second]), b: doubles(b) }));

describe("softmax regression", () => {
  test("the gradient by hand is the one of grad and of central differences, at any weights", () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        const byHand = numbers(softmaxGradient(weights));
        const byGrad = numbers(grad(softmaxLoss)(weights));
        const differences = numbers(centralDifferences(softmaxLoss, weights));
        for (const [i, value] of byHand.entries()) {
          expect(Math.abs(byGrad[i]! - value)).toBeLessThan(1e-14);
          expect(Math.abs(differences[i]! - value)).toBeLessThan(1e-8);
        }
      }),
    );
  });

  test("column j of the Jacobian of softmax is pᵢ·(δᵢⱼ − pⱼ)", () => {
    fc.assert(
      fc.property(fc.tuple(number, number, number), fc.nat(2), (logits, j) => {
        const z = doubles(logits);
        const p = softmax(z).data;
        const unit = [0, 1, 2].map((i) => Number(i === j));
        const column = jvp(softmax, z, doubles(unit)).tangent.data;
        for (const i of [0, 1, 2]) expect(Math.abs(column[i]! - p[i]! * (unit[i]! - p[j]!))).toBeLessThan(1e-14);
      }),
    );
  });

  test("with two classes it is logistic regression at twice the learning rate", () => {
    const { history, weights } = train(softmaxLoss, softmaxStart);
    const logistic = train(logisticLoss, logisticStart, undefined, 2 * learningRate);
    for (const [i, loss] of history.entries()) expect(loss).toBeCloseTo(logistic.history[i]!, 12);
    const [a = 0, b = 0, c = 0, d = 0] = weights.W.data;
    expect(b - a).toBeCloseTo(logistic.weights.w.data[0]!, 12);
    expect(d - c).toBeCloseTo(logistic.weights.w.data[1]!, 12);
    expect(history[10]).toBeCloseTo(0.2415, 4);
  });
});
