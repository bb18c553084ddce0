import { ClassError, DTypeError, ParameterError, ShapeError } from "@surprisal/contract";
import type { TensorLike } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as information from "../src/information/index.ts";
import { cosineSimilarities, distance } from "../src/pairs/index.ts";
import {
  adaptiveSoftmax,
  hierarchicalSoftmax,
  linearCrossEntropy,
  noiseContrastiveEstimation,
  sampledSoftmax,
} from "../src/vocabulary/index.ts";

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

describe("losses that hold their own layer", () => {
  const weight = [
    [1, 0],
    [0, 1],
  ];
  const samples = { classes: Int32Array.of(0), logProbabilities: [0], targetLogProbabilities: [0] };
  const tree = { paths: [[0], [0]], branches: [[0], [1]] };
  const losses = {
    linearCrossEntropy: (x: TensorLike, y: TensorLike) => linearCrossEntropy(x, weight, undefined, y),
    adaptiveSoftmax: (x: TensorLike, y: TensorLike) => adaptiveSoftmax(x, { head: weight, tails: [] }, y),
    sampledSoftmax: (x: TensorLike, y: TensorLike) => sampledSoftmax(x, weight, y, samples),
    noiseContrastiveEstimation: (x: TensorLike, y: TensorLike) => noiseContrastiveEstimation(x, weight, y, samples),
    hierarchicalSoftmax: (x: TensorLike, y: TensorLike) => hierarchicalSoftmax(x, [[1, 0]], y, tree),
  };

  test.each(Object.entries(losses))("%s", (name, loss) => {
    refuse([
      [() => loss([[1, 2]], [2]), ClassError, `${name}: target[0] is 2, expected 0..1`],
      [() => loss([[1, 2]], [-1]), ClassError, `${name}: target[0] is -1`],
      [() => loss([[1, 2]], [0.5]), ClassError, `${name}: target[0] is 0.5`],
      [() => loss([[1, 2]], [0, 1]), ShapeError, name],
      [() => loss([[1, 2, 3]], [0]), ShapeError, name],
      [() => loss([words] as TensorLike, [0]), DTypeError, name],
    ]);
    expect(loss([[Number.NaN, 1]], [0]).item()).toBe(Number.NaN);
  });

  test("shapes are said, of features beside targets and of features beside each weight", () => {
    const x = [[1, 2]];
    const of = { sampledSoftmax, noiseContrastiveEstimation } as const;
    for (const [name, loss] of Object.entries(of))
      refuse([
        [
          () => loss([1, 2], weight, [0], samples),
          ShapeError,
          `${name}: features have shape [2] and target [1], expected [N, D] and [N]`,
        ],
        [() => loss(x, weight, [[0]], samples), ShapeError, `${name}: features have shape [1, 2] and target [1, 1]`],
        [() => loss(x, weight, [0, 1], samples), ShapeError, `${name}: features have shape [1, 2] and target [2]`],
        [() => loss(x, weight, words, samples), DTypeError, `${name}: target`],
        [
          () => loss([[1, 2, 3]], weight, [0], samples),
          ShapeError,
          `${name}: features have shape [1, 3] and weight [1, 2], expected [… D] and [rows, D]`,
        ],
      ]);
    const adaptive = (changes: object, y: TensorLike = [0]): unknown =>
      adaptiveSoftmax(x, { head: weight, tails: [], ...changes }, y);
    const one = { projection: [[1, 0]], weight: [[1]] };
    const tail = (projection: TensorLike, own: TensorLike): object => ({ tails: [{ projection, weight: own }] });
    refuse([
      [() => adaptive({ head: [words] }), DTypeError, "adaptiveSoftmax: head"],
      [() => adaptive({ head: [[1]] }), ShapeError, "adaptiveSoftmax: features have shape [1, 2] and head [1, 1]"],
      [() => adaptive({ head: [1, 2] }), ShapeError, "adaptiveSoftmax: features have shape [1, 2] and head [2]"],
      [
        () => adaptive(tail([[1]], [[1]]), [1]),
        ShapeError,
        "adaptiveSoftmax: features have shape [1, 2] and tails[0].projection [1, 1]",
      ],
      [
        () => adaptive(tail([[1, 0]], [[1, 2]]), [1]),
        ShapeError,
        "adaptiveSoftmax: features have shape [1, 1] and tails[0].weight [1, 2]",
      ],
      [
        () => adaptive({ head: [[1, 2]], tails: [one, one] }),
        ShapeError,
        "adaptiveSoftmax: head has 1 rows, expected one for each of 2 tails",
      ],
    ]);
    // No class is frequent: the head has but the tail.
    expect(adaptive({ head: [[1, 2]], ...tail([[1, 0]], [[1], [1]]) }, [1])).toMatchObject({ shape: [1] });
  });

  test("samples, trees and options", () => {
    const x = [[1, 2]];
    const sampled = (changes: object): unknown => sampledSoftmax(x, weight, [0], { ...samples, ...changes });
    refuse([
      [() => sampled({ classes: [0.5] }), ParameterError, "sampledSoftmax: samples.classes[0] is 0.5, expected 0..1"],
      [() => sampled({ logProbabilities: [0, 0] }), ShapeError, "sampledSoftmax: samples have classes of shape [1]"],
      [() => sampled({ targetLogProbabilities: [] }), ShapeError, "sampledSoftmax: targetLogProbabilities"],
      [
        () => sampledSoftmax(x, weight, [0], samples, { removeHits: true } as object),
        ParameterError,
        "sampledSoftmax: unknown option removeHits, expected removeAccidentalHits",
      ],
      [
        () => hierarchicalSoftmax(x, [[1, 0]], [0], { ...tree, branches: [[2], [1]] }),
        ParameterError,
        "hierarchicalSoftmax: branches[0] is 2, expected 0 or 1",
      ],
      [
        () => hierarchicalSoftmax(x, [[1, 0]], [0], { ...tree, paths: [[0.5], [0]] }),
        ParameterError,
        "hierarchicalSoftmax: paths[0] is 0.5",
      ],
      [
        () => adaptiveSoftmax(x, { head: weight, headBias: [1, 2, 3], tails: [] }, [0]),
        ShapeError,
        "adaptiveSoftmax: headBias",
      ],
      [
        () => linearCrossEntropy(x, weight, undefined, [0], { sampleWeight: 1 } as object),
        ParameterError,
        "linearCrossEntropy: unknown option sampleWeight, expected",
      ],
    ]);
  });
});
