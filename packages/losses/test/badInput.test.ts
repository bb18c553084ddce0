import { DTypeError, ParameterError, ShapeError } from "@surprisal/contract";
import type { TensorLike } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as information from "../src/information/index.ts";
import { cosineSimilarities, distance } from "../src/pairs/index.ts";

// Losses of `defineLoss` and `defineBatchLoss` are put to laws; these are functions of their own.

type Refusal = readonly [call: () => unknown, error: typeof ShapeError, message: string];
const refuse = (refusals: readonly Refusal[]): void => {
  for (const [call, error, message] of refusals) {
    expect(call, message).toThrow(error);
    expect(call).toThrow(message);
  }
};
const words = ["high"] as unknown as TensorLike;

describe("measures on probabilities", () => {
  const pairs = {
    crossEntropy: information.crossEntropy,
    kullbackLeibler: information.kullbackLeibler,
    jensenShannon: information.jensenShannon,
    totalVariation: information.totalVariation,
    hellinger: information.hellinger,
    renyi: (p: TensorLike, q: TensorLike, options = {}) => information.renyi(p, q, 2, options),
    tsallis: (p: TensorLike, q: TensorLike, options = {}) => information.tsallis(p, q, 2, options),
  };

  test.each(Object.entries(pairs))("%s", (name, measure) => {
    const half = [0.5, 0.5];
    refuse([
      [() => measure([0.5, 1.5], half), ParameterError, `${name}: p[1] is 1.5, expected a probability from 0 to 1`],
      [() => measure(half, [-0.5, 1.5]), ParameterError, `${name}: q[0] is -0.5`],
      [() => measure(half, [0.2, 0.3, 0.5]), ShapeError, name],
      [() => measure([half, half], [half, half, half]), ShapeError, name],
      [() => measure(half, [1]), ShapeError, `${name}: q has 1 outcomes, expected 2 as p has`],
      [() => measure(half, half, { axis: 1 }), ParameterError, `${name}: axis is 1`],
      [
        () => measure(half, half, { units: "bits" } as object),
        ParameterError,
        `${name}: unknown option units, expected`,
      ],
      [() => measure(words, half), DTypeError, `${name}: p: values hold a string`],
    ]);
    expect(measure([Number.NaN, 0.5], half).item()).toBe(Number.NaN);
  });

  test("of one distribution, and what else they take", () => {
    refuse([
      [() => information.entropy([2]), ParameterError, "entropy: p[0] is 2"],
      [
        () => information.entropy([1], { unit: "bit" as "bits" }),
        ParameterError,
        "entropy: unit is bit, expected one of",
      ],
      [() => information.mutualInformation([1]), ShapeError, "mutualInformation: joint has shape [1]"],
      [() => information.mutualInformation([[-1]]), ParameterError, "mutualInformation: joint[0] is -1"],
      [
        () => information.jensenShannon([1], [1], { weight: 1 }),
        ParameterError,
        "jensenShannon: weight is 1, expected (0, 1)",
      ],
      [() => information.renyi([1], [1], 0), ParameterError, "renyi: alpha is 0, expected (0, ∞)"],
      [() => information.tsallis([1], [1], Number.NaN), ParameterError, "tsallis: alpha is NaN"],
    ]);
  });
});

test("what relates pairs", () => {
  refuse([
    [() => distance([1, 2], [1, 2, 3]), ShapeError, "do not broadcast"],
    [() => distance([1], [2], { p: Number.NaN }), ParameterError, "distance: p is NaN"],
    [() => distance([1], [2], { epsilon: Infinity }), ParameterError, "distance: epsilon is Infinity"],
    [
      () => distance([1], [2], { eps: 0 } as object),
      ParameterError,
      "distance: unknown option eps, expected p, epsilon",
    ],
    [() => cosineSimilarities([[1, 2]], [[1, 2, 3]]), ShapeError, "matmul"],
  ]);
});
