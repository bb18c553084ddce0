import { ClassError, DTypeError, ParameterError, ShapeError } from "@surprisal/contract";
import type { TensorLike } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import {
  adaptiveSoftmax,
  hierarchicalSoftmax,
  linearCrossEntropy,
  noiseContrastiveEstimation,
  sampledSoftmax,
} from "../../src/vocabulary/index.ts";

type Refusal = readonly [call: () => unknown, error: typeof ShapeError, message: string];
const refuse = (refusals: readonly Refusal[]): void => {
  for (const [call, error, message] of refusals) {
    expect(call, message).toThrow(error);
    expect(call).toThrow(message);
  }
};
const words = ["high"] as unknown as number[];

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
      [() => loss([words], [0]), DTypeError, name],
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

  test("samples and trees say their shapes, and which numbers they take", () => {
    const x = [[1, 2]];
    const sampled = (changes: object) => (): unknown => sampledSoftmax(x, weight, [0], { ...samples, ...changes });
    const shapes = "sampledSoftmax: samples have classes of shape";
    const two = [[0, 1]];
    refuse([
      [() => sampledSoftmax(x, [words], [0], samples), DTypeError, "sampledSoftmax: weight"],
      [sampled({ classes: words }), DTypeError, "sampledSoftmax: samples.classes"],
      [sampled({ classes: [2] }), ParameterError, "sampledSoftmax: samples.classes[0] is 2, expected 0..1"],
      [sampled({ classes: [-1] }), ParameterError, "sampledSoftmax: samples.classes[0] is -1"],
      [
        sampled({ classes: two, logProbabilities: [[0, 0]] }),
        ShapeError,
        `${shapes} [1, 2] and logProbabilities of [1, 2], expected [S] of both`,
      ],
      [
        sampled({ targetLogProbabilities: [[0, 0]] }),
        ShapeError,
        "sampledSoftmax: targetLogProbabilities have shape [1, 2], expected [1]",
      ],
    ]);
    const nodes = [
      [1, 0],
      [0, 1],
    ];
    const hierarchical =
      (changes: object, own: TensorLike = nodes) =>
      (): unknown =>
        hierarchicalSoftmax(x, own, [0], { ...tree, ...changes });
    const both = "hierarchicalSoftmax: paths have shape";
    refuse([
      [hierarchical({}, [words]), DTypeError, "hierarchicalSoftmax: weight"],
      [hierarchical({ paths: [words] }), DTypeError, "hierarchicalSoftmax: paths"],
      [hierarchical({ branches: [words] }), DTypeError, "hierarchicalSoftmax: branches"],
      [
        hierarchical({ paths: [0, 0], branches: [0, 1] }),
        ShapeError,
        `${both} [2] and branches [2], expected [C, depth]`,
      ],
      [hierarchical({ paths: two }), ShapeError, `${both} [1, 2] and branches [2, 1], expected [C, depth] of both`],
      [hierarchical({}, [1, 2]), ShapeError, "hierarchicalSoftmax: weight has shape [2], expected [nodes, 2]"],
      [hierarchical({}, [[1], [2]]), ShapeError, "hierarchicalSoftmax: weight has shape [2, 1], expected [nodes, 2]"],
      [hierarchical({ paths: [[2], [0]] }), ParameterError, "hierarchicalSoftmax: paths[0] is 2, expected -1..1"],
      [hierarchical({ paths: [[0], [-2]] }), ParameterError, "hierarchicalSoftmax: paths[1] is -2, expected -1..1"],
    ]);
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
        () => linearCrossEntropy(x, weight, undefined, [0], { labelSmoothing: 2 }),
        ParameterError,
        "linearCrossEntropy: labelSmoothing is 2, expected [0, 1]",
      ],
      [
        () => linearCrossEntropy(x, weight, undefined, [0], { zLossWeight: -1 }),
        ParameterError,
        "linearCrossEntropy: zLossWeight is -1, expected [0, ∞)",
      ],
      [
        () => linearCrossEntropy(x, weight, undefined, [0], { sampleWeight: 1 } as object),
        ParameterError,
        "linearCrossEntropy: unknown option sampleWeight, expected",
      ],
    ]);
  });
});
