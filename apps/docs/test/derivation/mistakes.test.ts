import { ShapeError } from "@surprisal/contract";
import { squaredError } from "@surprisal/losses";
import { grad, mul, sigmoid, softmax } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { doubles, y } from "../../examples/derivation/data.ts";
import { logisticLoss, logisticStart, logits, type LogisticWeights } from "../../examples/derivation/logistic.ts";
import {
  climbing,
  climbingInBoth,
  extraSlope,
  lossWithoutBrackets,
  overflowingSoftmax,
  sigmoidSlope,
  slopeOfPrediction,
  withoutBrackets,
  wrongShapes,
} from "../../examples/derivation/mistakes.ts";
import { train } from "../../examples/derivation/train.ts";

test("w·X does not fit, and says so", () => {
  expect(() => wrongShapes(logisticStart)).toThrow(ShapeError);
  expect(() => wrongShapes(logisticStart)).toThrow("shapes [2] and [4, 2] do not fit");
});

test("the wrong sign in w climbs from 1.87 to 22 in 900 epochs, in w and b to 43", () => {
  const inWeights = train(logisticLoss, logisticStart, climbing).history;
  expect(inWeights[0]).toBeCloseTo(1.8731, 4);
  expect(inWeights[9]).toBeCloseTo(22.0102, 4);
  expect(train(logisticLoss, logisticStart, climbingInBoth).history[9]).toBeCloseTo(43.1082, 4);
});

test("exp over its sum overflows where softmax does not", () => {
  expect(overflowingSoftmax(doubles([1000, 0])).toArray()).toEqual([Number.NaN, 0]);
  expect(softmax(doubles([1000, 0])).toArray()).toEqual([1, 0]);
  expect(overflowingSoftmax(doubles([700, 0])).toArray()).toEqual(softmax(doubles([700, 0])).toArray());
});

test("without brackets a wrong answer for class 0 is rewarded, without end", () => {
  expect(withoutBrackets(doubles(0.9), doubles(0)).item()).toBeCloseTo(Math.log(0.1), 14);
  const { history, weights } = train(lossWithoutBrackets, logisticStart);
  expect(history[0]).toBeCloseTo(-1.3394, 4);
  expect(history[10]).toBeCloseTo(-49.2086, 4);
  expect(logisticLoss(weights).item()).toBeCloseTo(49.2083, 4);
  for (const z of logits(weights).data) expect(z).toBeGreaterThan(19);
});

test("a further σ′ is the gradient of half the squared error, and slower", () => {
  const half = (weights: LogisticWeights) => mul(0.5, squaredError.sum(sigmoid(logits(weights)), y));
  const { w, b } = extraSlope(logisticStart);
  const expected = grad(half)(logisticStart);
  for (const i of [0, 1]) expect(w.data[i]).toBeCloseTo(expected.w.data[i]!, 14);
  expect(b.item()).toBeCloseTo(expected.b.item(), 14);
  expect(train(logisticLoss, logisticStart, extraSlope).history[10]).toBeCloseTo(1.071, 4);
});

test("σ′ of a prediction is no slope of the sigmoid", () => {
  expect(sigmoidSlope(doubles(4)).item()).toBeCloseTo(0.0177, 4);
  expect(slopeOfPrediction(doubles(4)).item()).toBeCloseTo(0.1982, 4);
});
