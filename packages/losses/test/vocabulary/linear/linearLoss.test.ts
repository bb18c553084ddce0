import { defineLoss, ShapeError, type Loss, type LossOptions } from "@surprisal/contract";
import {
  add,
  generator,
  grad,
  hvp,
  jvp,
  logSumExp,
  matmul,
  mul,
  normal,
  reshape,
  scope,
  softmax,
  square,
  sum,
  tensor,
  transpose,
  valueAndGrad,
  type Tensor,
} from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../../../src/index.ts";
import { linearLoss } from "../../../src/vocabulary/index.ts";
import { expectClose } from "../expectClose.ts";

const [rows, width, classes] = [7, 3, 5];
type Layer = { readonly features: Tensor; readonly weight: Tensor; readonly bias: Tensor };

const random = (shape: number[], seed: number): Tensor => normal(shape, generator(seed), { dtype: "float64" });
const layer: Layer = {
  features: random([rows, width], 1),
  weight: random([classes, width], 2),
  bias: random([classes], 3),
};
const direction: Layer = {
  features: random([rows, width], 4),
  weight: random([classes, width], 5),
  bias: random([classes], 6),
};
const target = tensor(Int32Array.of(0, 4, 2, 2, 1, 3, 0));
const distribution = softmax(random([rows, classes], 7));

const logitsOf = ({ bias, features, weight }: Layer): Tensor => add(matmul(features, transpose(weight)), bias);

type Reduction = "each" | "mean" | "sum" | "total";

/** One number of a loss, fused and in the naive way. */
function bothWays(
  loss: Loss,
  goal: Tensor,
  options: LossOptions,
  reduction: Reduction,
  chunkRows: number,
  fused = linearLoss(loss, { chunkRows }),
) {
  return {
    fused: ({ bias, features, weight }: Layer): Tensor => {
      if (reduction === "each") return sum(square(fused(features, weight, bias, goal, options)));
      const got = fused[reduction](features, weight, bias, goal, options);
      return "sum" in got ? got.sum : got;
    },
    naive: (at: Layer): Tensor => {
      const logits = logitsOf(at);
      if (reduction === "each") return sum(square(loss(logits, goal, options)));
      const got = loss[reduction](logits, goal, options);
      return "sum" in got ? got.sum : got;
    },
  };
}

function compare(loss: Loss, goal: Tensor, options: LossOptions, at: Layer = layer): void {
  for (const chunkRows of [1, 3, 100]) {
    // Compiled once.
    const own = linearLoss(loss, { chunkRows });
    for (const reduction of ["each", "mean", "sum", "total"] as const) {
      const { fused, naive } = bothWays(loss, goal, options, reduction, chunkRows, own);
      expectClose(fused(at), naive(at));
      const [got, expected] = [valueAndGrad(fused)(at), valueAndGrad(naive)(at)];
      expectClose(got.value, expected.value);
      for (const name of ["features", "weight", "bias"] as const)
        expectClose(got.gradient[name], expected.gradient[name]);
    }
  }
}

const transition = Array.from({ length: classes }, (_, i) =>
  Array.from({ length: classes }, (__, j) => (i === j ? 0.8 : 0.05)),
);

/** Compiled, sorting or op by op, of all kinds of rows as targets. */
const cases: Record<string, [Loss, Tensor]> = {
  crossEntropy: [losses.crossEntropy, target],
  "label smoothing": [losses.crossEntropy.with({ labelSmoothing: 0.1 }), target],
  "smoothing over the others": [losses.crossEntropy.with({ labelSmoothing: 0.1, smoothOver: "others" }), target],
  distributions: [losses.crossEntropy, distribution],
  focal: [losses.softmaxFocal, target],
  generalized: [losses.generalizedCrossEntropy, target],
  "z-loss": [losses.crossEntropyWithZLoss.with({ zLossWeight: 0.1 }), target],
  softcap: [losses.softcappedCrossEntropy.with({ cap: 2 }), target],
  brierScore: [losses.brierScore, target],
  rankedProbabilityScore: [losses.rankedProbabilityScore, target],
  "sparsemax, which sorts": [losses.sparsemaxLoss, target],
  "forward correction, with a matrix": [losses.forwardCorrection.with({ transition }), target],
  "distillation, from logits": [losses.knowledgeDistillation, random([rows, classes], 8)],
};

describe("values and gradients are those of the naive way", () => {
  test.each(Object.entries(cases))("%s", (_, [loss, goal]) => compare(loss, goal, {}));

  test("with weights of examples, some of them 0", () => {
    const sampleWeights = [1, 2, 0, 0.5, 0, 1, 3];
    compare(losses.softmaxFocal, target, { sampleWeights });
    compare(losses.crossEntropy, distribution, { sampleWeights });
  });

  test("with weights of classes, outside and inside of the loss", () => {
    const classWeights = [1, 2, 0.5, 0, 1];
    compare(losses.softmaxFocal, target, { classWeights });
    const smoothed = losses.crossEntropy.with({ labelSmoothing: 0.1 });
    compare(smoothed, target, { classWeights, sampleWeights: [1, 2, 0, 0.5, 0, 1, 3] });
  });

  test("with masked classes", () => {
    const bias = tensor(Float64Array.of(0, -1, 2, 0.5, -Infinity));
    const seen = tensor(Int32Array.of(0, 1, 2, 2, 1, 3, 0));
    compare(losses.crossEntropy, seen, {}, { ...layer, bias });
    compare(losses.softmaxFocal, seen, {}, { ...layer, bias });
  });

  test("of one row, and of none", () => {
    for (const count of [0, 1]) {
      const features = tensor(layer.features.data.slice(0, count * width), { shape: [count, width] });
      const goal = tensor(target.data.slice(0, count));
      for (const loss of [losses.crossEntropy, losses.sparsemaxLoss]) compare(loss, goal, {}, { ...layer, features });
    }
  });

  test("with axes in front", () => {
    const features = random([2, 4, width], 1);
    const goal = tensor(Int32Array.of(0, 4, 2, 2, 1, 3, 0, 1), { shape: [2, 4] });
    const fused = linearLoss(losses.crossEntropy, { chunkRows: 3 });
    const { bias, weight } = layer;
    expectClose(
      fused(features, weight, bias, goal),
      losses.crossEntropy(add(matmul(features, transpose(weight)), bias), goal),
    );
    const soft = softmax(random([2, 4, classes], 9));
    expectClose(
      grad((w: Tensor) => fused.mean(features, w, bias, soft))(weight),
      grad((w: Tensor) => losses.crossEntropy.mean(add(matmul(features, transpose(w)), bias), soft))(weight),
    );
  });
});

test("rows that are ignored, or have no weight, are not looked at: their gradient is exactly 0", () => {
  const features = tensor(layer.features.data.slice(), { shape: [rows, width] });
  features.data.fill(Number.NaN, width, 2 * width).fill(Infinity, 4 * width, 5 * width);
  const goal = tensor(Int32Array.from(target.data).with(1, -100));
  const options = { sampleWeights: [1, 1, 1, 1, 0, 1, 1] };
  const clean = tensor(
    layer.features.data.map((each, i) => ([1, 4].includes(Math.floor(i / width)) ? 0 : each)),
    {
      shape: [rows, width],
    },
  );
  const mean = linearLoss(losses.crossEntropy, { chunkRows: 2 }).mean;
  const { gradient, value } = valueAndGrad((at: Layer) => mean(at.features, at.weight, at.bias, goal, options))({
    ...layer,
    features,
  });
  // Put to 0 by hand: the naive product would multiply the NaN by the 0 of the gradient.
  const expected = valueAndGrad(bothWays(losses.crossEntropy, goal, options, "mean", 2).naive)({
    ...layer,
    features: clean,
  });
  expectClose(value, expected.value);
  for (const name of ["features", "weight", "bias"] as const) expectClose(gradient[name], expected.gradient[name]);
  for (const row of [1, 4])
    expect([...gradient.features.data.subarray(row * width, (row + 1) * width)].map(Math.abs)).toEqual([0, 0, 0]);
});

test("a mean over nothing is NaN or what is said, and has no gradient", () => {
  const mean = linearLoss(losses.crossEntropy).mean;
  const ignored = tensor(Int32Array.from({ length: rows }, () => -100));
  const both = valueAndGrad((w: Tensor) => mean(layer.features, w, undefined, ignored))(layer.weight);
  expect(both.value.item()).toBeNaN();
  expect(both.gradient.data.every((each) => each === 0)).toBe(true);
  expect(mean(layer.features, layer.weight, undefined, ignored, { whenEmpty: 0 }).item()).toBe(0);
});

describe("second derivatives and forward mode are those of the naive way", () => {
  test.each(["crossEntropy", "label smoothing", "focal", "z-loss", "brierScore"])("%s", (name) => {
    const [loss, goal] = cases[name] ?? expect.unreachable();
    for (const reduction of ["each", "mean"] as const) {
      const { fused, naive } = bothWays(loss, goal, { sampleWeights: [1, 2, 0, 0.5, 0, 1, 3] }, reduction, 3);
      const [got, expected] = [hvp(fused, layer, direction), hvp(naive, layer, direction)];
      for (const each of ["features", "weight", "bias"] as const) expectClose(got[each], expected[each], 1e-11);
      expectClose(jvp(fused, layer, direction).tangent, jvp(naive, layer, direction).tangent);
      const slope = (f: (at: Layer) => Tensor) => (at: Layer) => sum(square(grad(f)(at).weight));
      expectClose(grad(slope(fused))(layer).features, grad(slope(naive))(layer).features, 1e-11);
    }
  });
});

test("targets, weights of examples and what the loss holds inside are differentiated by as well", () => {
  const { bias, features, weight } = layer;
  const fused = linearLoss(losses.crossEntropy, { chunkRows: 2 });
  const logits = logitsOf(layer);
  expectClose(
    grad((q: Tensor) => fused.mean(features, weight, bias, q))(distribution),
    grad((q: Tensor) => losses.crossEntropy.mean(logits, q))(distribution),
  );
  const sampleWeights = tensor(Float64Array.of(1, 2, 0.5, 1, 3, 1, 1));
  expectClose(
    grad((v: Tensor) => fused.mean(features, weight, bias, target, { sampleWeights: v }))(sampleWeights),
    grad((v: Tensor) => losses.crossEntropy.mean(logits, target, { sampleWeights: v }))(sampleWeights),
  );
  const classWeights = tensor(Float64Array.of(1, 2, 0.5, 1, 3));
  expectClose(
    grad((v: Tensor) => fused.sum(features, weight, bias, target, { classWeights: v }))(classWeights),
    grad((v: Tensor) => losses.crossEntropy.sum(logits, target, { classWeights: v }))(classWeights),
  );
  const prior = tensor(Float64Array.of(0.2, 0.1, 0.4, 0.2, 0.1));
  const adjusted = (p: Tensor) => losses.logitAdjustedCrossEntropy.with({ prior: p });
  expectClose(
    grad((p: Tensor) => linearLoss(adjusted(p), { chunkRows: 2 }).sum(features, weight, bias, target))(prior),
    grad((p: Tensor) => adjusted(p).sum(logits, target))(prior),
  );
});

describe("what is computed", () => {
  /** A loss that counts how often it is called, and on how many rows at most; it looks at its numbers, so that it is not compiled. */
  function watched(): { loss: Loss; seen: { calls: number; rows: number } } {
    const seen = { calls: 0, rows: 0 };
    const loss = defineLoss({
      name: "watched",
      prediction: "logits",
      target: "classes",
      value: (logits) => {
        if (logits.data.length > 0) seen.calls += 1;
        seen.rows = Math.max(seen.rows, logits.shape[0] ?? 0);
        return logSumExp(logits, { axis: -1 });
      },
    });
    return { loss: loss, seen };
  }
  const options = { sampleWeights: [1, 2, 0, 0.5, 3, 1, 3] };

  test("value and gradient of mean and sum are one pass, also with weights", () => {
    for (const reduction of ["mean", "sum"] as const) {
      const { loss, seen } = watched();
      valueAndGrad(bothWays(loss, target, options, reduction, 3).fused)(layer);
      // Six rows count.
      expect(seen).toEqual({ calls: 2, rows: 3 });
    }
  });

  test("where it is not known what the values will be multiplied by, two", () => {
    const { loss, seen } = watched();
    valueAndGrad(bothWays(loss, target, options, "each", 3).fused)(layer);
    expect(seen).toEqual({ calls: 4, rows: 3 });
  });

  test("second derivatives hold a chunk at a time as well", () => {
    const { loss, seen } = watched();
    hvp(bothWays(loss, target, options, "mean", 3).fused, layer, direction);
    expect(seen.rows).toBe(3);
  });
});

test("float32 in, float32 out", () => {
  const single = (x: Tensor): Tensor => tensor(x, { dtype: "float32" });
  const at = { features: single(layer.features), weight: single(layer.weight), bias: single(layer.bias) };
  const { fused, naive } = bothWays(losses.crossEntropy, target, {}, "mean", 3);
  const [got, expected] = [valueAndGrad(fused)(at), valueAndGrad(naive)(at)];
  expectClose(got.value, expected.value, 1e-6);
  for (const name of ["features", "weight", "bias"] as const)
    expectClose(got.gradient[name], expected.gradient[name], 1e-6);
});

test("a loss with a parameter for each row is refused where the rows go through in chunks", () => {
  const mixup = losses.mixupCrossEntropy.with({ otherClasses: Int32Array.of(1, 0, 2, 3, 4, 0, 1) });
  const { bias, features, weight } = layer;
  expect(() => linearLoss(mixup, { chunkRows: 3 })(features, weight, bias, target)).toThrow(ShapeError);
  expectClose(linearLoss(mixup)(features, weight, bias, target), mixup(logitsOf(layer), target));
});

test("other parameters, without bias", () => {
  const focal = linearLoss(losses.softmaxFocal).with({ gamma: 0 });
  const { features, weight } = layer;
  const zero = tensor(new Float64Array(classes));
  expectClose(
    focal(features, weight, undefined, target),
    losses.crossEntropy(logitsOf({ ...layer, bias: zero }), target),
  );
  expect(reshape(focal(features, weight, undefined, target), [-1]).shape).toEqual([rows]);
  expectClose(mul(1, focal.total(features, weight, undefined, target).normalizer), tensor(rows, { dtype: "float64" }));
});

test("what does not fit is refused", () => {
  const fused = linearLoss(losses.crossEntropy);
  expect(() => fused([[1, 2]], [[1, 2, 3]], undefined, [0])).toThrow(
    "crossEntropy: features have shape [1, 2] and weight [1, 3], expected [… D] and [rows, D]",
  );
  expect(() => fused([[1, 2]], [[1, 2]], [0, 0], [0])).toThrow("crossEntropy: bias has shape [2], expected [1]");
  expect(() => fused([[1, 2]], [[1, 2]], undefined, [1])).toThrow("crossEntropy: target[0] is 1, expected 0..0");
  expect(() => fused([[1, 2]], [[1, 2]], undefined, [[0.5, 0.5]])).toThrow("crossEntropy: target has shape [1, 2]");
  expect(() => fused([[1, 2]], [[1, 2]], undefined, [0], { axis: 0 } as LossOptions)).toThrow(
    "crossEntropy: axis is given",
  );
  expect(() => linearLoss(losses.squaredError)).toThrow("linearLoss: loss is squaredError, expected a loss of rows");
  expect(() => linearLoss(losses.crossEntropy, { chunkRows: 0 })).toThrow("linearLoss: chunkRows is 0");
  expect(() => linearLoss(losses.crossEntropy, { chunk: 8 } as object)).toThrow("linearLoss: unknown option chunk");
  expect(() => linearLoss(losses.infoNce as unknown as typeof losses.crossEntropy)).toThrow(
    "linearLoss: loss is infoNce",
  );
});

test("in a scope, where layers and gradients lie in the kernels' memory, all numbers are the same", () => {
  const [n, d, c] = [40, 33, 50];
  const large = { features: random([n, d], 8), weight: random([c, d], 9), bias: random([c], 10) };
  const goal = tensor(Int32Array.from({ length: n }, (_, row) => (row * 7) % c));
  const fused = linearLoss(losses.crossEntropy, { chunkRows: 16 });
  const pass = valueAndGrad(({ bias, features, weight }: Layer) => mul(fused.mean(features, weight, bias, goal), 3));
  const { value, gradient } = pass(large);
  const inside = scope(() => {
    const copies = { features: mul(large.features, 1), weight: mul(large.weight, 1), bias: mul(large.bias, 1) };
    return pass(copies);
  });
  expect(inside.value.item()).toBe(value.item());
  for (const name of ["features", "weight", "bias"] as const)
    expect(inside.gradient[name].data).toEqual(gradient[name].data);
});
