import { expect, test } from "vitest";
import { pointAt, pullOn, typicalMistake } from "../../src/model/pull.ts";

const points = (features: readonly number[], labels: readonly number[]) => ({
  features: Float64Array.from(features),
  labels: Float64Array.from(labels),
});
const alongFirst = { slopes: [1, 0], bias: 0 } as const;

test("the pulls at z = -8 on a point of class 1", () => {
  const { logit, probability, gradient } = pullOn(points([-8, 3], [1]), 0, alongFirst);
  const p = 1 / (1 + Math.exp(8));
  expect(logit).toBe(-8);
  expect(probability).toBeCloseTo(p, 15);
  expect(gradient.crossEntropy).toBeCloseTo(p - 1, 14);
  expect(gradient.squaredError).toBeCloseTo(2 * (p - 1) * p * (1 - p), 14);
  // The figures of the classic example.
  expect(gradient.crossEntropy.toFixed(4)).toBe("-0.9997");
  expect(gradient.squaredError.toFixed(5)).toBe("-0.00067");
  expect(Math.round(gradient.crossEntropy / gradient.squaredError)).toBe(1491);
});

test("at z = 0 squared error pulls half as hard", () => {
  const { gradient } = pullOn(points([0, 0], [0]), 0, alongFirst);
  expect(gradient).toEqual({ crossEntropy: 0.5, squaredError: 0.25 });
});

test("far out the ratio keeps its digits", () => {
  const { gradient } = pullOn(points([40, 0], [0]), 0, alongFirst);
  expect(gradient.crossEntropy).toBe(1);
  expect(gradient.squaredError / (2 * Math.exp(-40))).toBeCloseTo(1, 12);
});

test("a point that is not there is refused", () => {
  expect(() => pointAt(points([0, 0], [0]), 1)).toThrow("pointAt: index is 1, expected 0..0");
});

test("the typical mistake is the middle one by how wrong it is", () => {
  const five = points([-1, 0, 9, 0, -5, 0, -3, 0, 4, 0], [1, 1, 1, 1, 1]);
  expect(typicalMistake(five, 5, alongFirst)).toBe(3);
  expect(typicalMistake(five, 2, { slopes: [-1, 0], bias: 100 })).toBe(0);
});
