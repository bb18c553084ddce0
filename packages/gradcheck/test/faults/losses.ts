import { defineLoss, type Loss, type LossOptions } from "@surprisal/contract";
import {
  abs,
  add,
  apply,
  asTensor,
  composed,
  defineUnary,
  div,
  exp,
  greater,
  log,
  log1p,
  logSoftmax,
  mean,
  mul,
  neg,
  pick,
  pow,
  expm1,
  reshape,
  sizeOf,
  softmax,
  softplus,
  square,
  stopGradient,
  sub,
  sum,
  tensor,
  arange,
  type Primitive,
  type Tensor,
  type TensorLike,
  where,
} from "@surprisal/tensor";
import { lossLaws } from "../../src/index.ts";
import * as sound from "../losses/sound.ts";
import { broken } from "./broken.ts";
import type { LossFault } from "./lossFaults.ts";

const { crossEntropy, binaryCrossEntropy, squaredError, generalizedCrossEntropy, logCosh } = sound;
const logits = { prediction: "logits", target: "classes" } as const;
const real = { prediction: "real", target: "real" } as const;

const flippedExpm1 = defineUnary("expm1", Math.expm1, (t, _, x) => neg(mul(exp(x), t)));
const crookedSquare: Primitive<Record<never, never>> = {
  name: "crookedSquare",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => output.set(square(x as Tensor).data),
  derivatives: [{ forward: (t, _, [x]) => mul(t, x as Tensor), backward: (t, _, [x]) => mul(mul(t, 2), x as Tensor) }],
};
/** p − 1 has no digits left where p is near 1. */
const textbookLogSoftmax: Primitive<Record<never, never>> = {
  name: "textbookLogSoftmax",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => output.set(logSoftmax(x as Tensor).data),
  derivatives: [
    {
      forward: (t, y) => sub(t, sum(mul(exp(y), t), { axis: -1, keepDims: true })),
      backward: (t, y) => sub(t, mul(exp(y), sum(t, { axis: -1, keepDims: true }))),
    },
  ],
};
/** −Σ pₖ log qₖ: prediction and target changed places. */
const swappedLogLoss = defineLoss({
  name: "logLossOfProbabilities",
  prediction: "probabilities",
  target: "probability",
  value: (p, t) => neg(add(mul(p, log(t)), mul(sub(1, p), log1p(neg(t))))),
});
const swappedCrossEntropy = defineLoss({
  name: "crossEntropy",
  prediction: "logits",
  target: "distribution",
  value: (z, q) => neg(sum(mul(softmax(z), log(add(q, 1e-300))), { axis: -1 })),
});
const hidden = defineLoss({ ...real, name: "squaredError", value: (x, y) => mean(square(sub(x, y))) });
const neighbourly = defineLoss({
  ...real,
  name: "squaredError",
  value: (x, y) => add(square(sub(x, y)), mean(square(sub(x, y)))),
});
const ordered = defineLoss({
  ...real,
  name: "squaredError",
  value: (x, y) => mul(square(sub(x, y)), add(arange(x.shape[0] ?? 0), 1)),
});
const divergence = defineLoss({
  name: "klDivergence",
  prediction: "logits",
  target: "distribution",
  value: (z, q) => sum(mul(q, sub(log(q), logSoftmax(z))), { axis: -1 }),
});
const squentropy = defineLoss({
  ...logits,
  name: "squentropy",
  value: (z, y) => add(neg(pick(logSoftmax(z), y)), mean(square(z), { axis: -1 })),
});
/** NaN is not greater than anything. */
const tolerant = defineLoss({
  ...real,
  name: "squaredError",
  value: (x, y) => where(greater(square(sub(x, y)), 1), square(sub(x, y)), 0),
});

const naiveSum = (values: Tensor): Tensor => {
  const total = new Float32Array(1);
  for (const value of values.data) total[0] = (total[0] ?? 0) + value;
  return tensor(total, { shape: [] });
};
const unweighted = (options: LossOptions = {}): LossOptions =>
  Object.fromEntries(Object.entries(options).filter(([name]) => name !== "sampleWeights"));

/** What compilers are told is not what is computed. */
const miscomposedCube = defineUnary(
  "cube",
  composed(
    (x) => x ** 3,
    (x) => mul(square(x), abs(x)),
  ),
  (t, _, x) => mul(mul(square(x), 3), t),
);

export const faults: readonly LossFault[] = [
  [
    "a composition that is another function",
    lossLaws.agreesCompiled,
    defineLoss({ ...real, name: "cubedError", value: (x, y) => mul(square(sub(x, y)), sub(x, y)) }),
    defineLoss({ ...real, name: "cubedError", value: (x, y) => miscomposedCube(sub(x, y)) }),
  ],
  [
    "log(softmax(z)) in two steps",
    lossLaws.isFinite,
    crossEntropy,
    defineLoss({ ...logits, name: "crossEntropy", value: (z, y) => neg(pick(log(softmax(z)), y)) }),
  ],
  [
    "log(1 + exp(x))",
    lossLaws.isFinite,
    binaryCrossEntropy,
    defineLoss({
      name: "binaryCrossEntropy",
      prediction: "logits",
      target: "probability",
      value: (x, t) => sub(log(add(exp(x), 1)), mul(t, x)),
    }),
  ],
  ["0 · log 0 forgotten", lossLaws.isFinite, crossEntropy, divergence],
  [
    "a flipped gradient",
    lossLaws.hasItsGradient,
    generalizedCrossEntropy,
    defineLoss({
      ...logits,
      name: "generalizedCrossEntropy",
      value: (z, y) => div(neg(flippedExpm1(mul(pick(logSoftmax(z), y), 0.7))), 0.7),
    }),
  ],
  [
    "a gradient held back by stopGradient",
    lossLaws.hasItsGradient,
    crossEntropy,
    defineLoss({ ...logits, name: "crossEntropy", value: (z, y) => neg(pick(logSoftmax(stopGradient(z)), y)) }),
  ],
  [
    "focal whose weight is held constant",
    lossLaws.hasItsGradient,
    sound.focal,
    defineLoss({
      ...logits,
      name: "focal",
      value: (z, y) => {
        const l = pick(logSoftmax(z), y);
        return mul(neg(l), stopGradient(pow(neg(expm1(l)), 2)));
      },
    }),
  ],
  [
    "|r| + softplus(−2|r|) − log 2, flat in second order at r = 0",
    lossLaws.hasItsHessian,
    logCosh,
    defineLoss({
      ...real,
      name: "logCosh",
      value: (x, y) => {
        const r = abs(sub(x, y));
        return sub(add(r, softplus(mul(r, -2))), Math.LN2);
      },
    }),
  ],
  [
    "a forward rule of its own",
    lossLaws.modesAgree,
    squaredError,
    defineLoss({ ...real, name: "squaredError", value: (x, y) => apply(crookedSquare, [sub(x, y)], {}) }),
  ],
  [
    "swapped arguments, of probabilities",
    lossLaws.isLeastAtTheTarget,
    sound.logLossOfProbabilities,
    swappedLogLoss,
    { minimumAtTarget: true },
  ],
  [
    "swapped arguments, of distributions",
    lossLaws.isLeastAtTheTarget,
    crossEntropy,
    swappedCrossEntropy,
    { minimumAtTarget: true },
  ],
  [
    "swapped arguments, seen by a worked number",
    lossLaws.hasItsWorkedValues,
    sound.logLossOfProbabilities,
    swappedLogLoss,
    { examples: [{ prediction: [0.25], target: [0.5], value: 0.836988 }] },
  ],
  ["a hidden reduction", lossLaws.givesOneValueAnExample, squaredError, hidden],
  ["a value that looks at the other examples", lossLaws.givesOneValueAnExample, squaredError, neighbourly],
  ["a value that depends on the place", lossLaws.followsPermutations, squaredError, ordered],
  [
    "the textbook gradient p − 1",
    lossLaws.keepsDigitsInFloat32,
    crossEntropy,
    defineLoss({ ...logits, name: "crossEntropy", value: (z, y) => neg(pick(apply(textbookLogSoftmax, [z], {}), y)) }),
  ],
  [
    "a mean that divides by N in spite of weights",
    lossLaws.reducesAsItSays,
    crossEntropy,
    broken(crossEntropy, {
      mean: (z, y, options) => div(crossEntropy.sum(z, y, options), sizeOf(crossEntropy(z, y, options).shape)),
    }),
  ],
  [
    "totals that are means",
    lossLaws.addsUp,
    squaredError,
    broken(squaredError, {
      total: (x, y, options) => ({ ...squaredError.total(x, y, options), sum: squaredError.mean(x, y, options) }),
    }),
  ],
  [
    "sample weights that are not looked at",
    lossLaws.multipliesWeights,
    squaredError,
    broken(squaredError, {}, (x, y, options) => squaredError(x, y, unweighted(options))),
  ],
  ["a weight of 0 that multiplies NaN", lossLaws.leavesOutWhatDoesNotCount, squaredError, naivelyWeighted()],
  [
    "a sum in float32",
    lossLaws.sumsWithoutDrift,
    squaredError,
    broken(squaredError, { sum: (x, y, options) => naiveSum(squaredError(x, y, options)) }),
  ],
  ["a mean over masked classes", lossLaws.masksClasses, crossEntropy, squentropy],
  [
    "options of any name",
    lossLaws.refusesBadInput,
    crossEntropy,
    broken(crossEntropy, {}, (z, y, { axis, classWeights, ignoreIndex, sampleWeights } = {}) =>
      crossEntropy(z, y, {
        ...(axis !== undefined && { axis }),
        ...(classWeights !== undefined && { classWeights }),
        ...(ignoreIndex !== undefined && { ignoreIndex }),
        ...(sampleWeights !== undefined && { sampleWeights }),
      }),
    ),
  ],
  ["classes that wrap around", lossLaws.refusesBadTensors, crossEntropy, broken(crossEntropy, {}, wrapping)],
  [
    "a mean of 0 over nothing",
    lossLaws.takesNoExamples,
    squaredError,
    broken(squaredError, { mean: (x, y, options) => squaredError.mean(x, y, { whenEmpty: 0, ...options }) }),
  ],
  ["NaN taken for a small error", lossLaws.passesNotNumbersOn, squaredError, tolerant],
  [
    "examples that are mixed in second order",
    lossLaws.hasItsHessianDiagonal,
    squaredError,
    broken(squaredError, { sum: (x, y, options) => square(squaredError.sum(x, y, options)) }),
  ],
  [
    "parameters of any name",
    lossLaws.refusesBadParameters,
    sound.focal,
    broken(sound.focal, { with: () => sound.focal }),
  ],
  [
    "an axis that is not looked at",
    lossLaws.takesAnyClassAxis,
    crossEntropy,
    broken(crossEntropy, {}, (z, y, { axis = -1, ...rest } = {}) =>
      // As if the first axis were the last.
      crossEntropy(axis === 0 ? reshape(z, asTensor(z).shape.toReversed()) : z, y, rest),
    ),
  ],
];

/** Weights only multiply: what stands in an example of weight 0 gets through. */
function naivelyWeighted(): Loss {
  const call = (x: TensorLike, y: TensorLike, options?: LossOptions): Tensor => {
    const bare = squaredError(x, y, unweighted(options));
    return options?.sampleWeights === undefined ? bare : mul(bare, asTensor(options.sampleWeights));
  };
  return broken(squaredError, { sum: (x, y, options) => sum(call(x, y, options)) }, call);
}

/** −1 is the last class, as where indices wrap. */
function wrapping(z: TensorLike, y: TensorLike, options?: LossOptions): Tensor {
  const target = asTensor(y);
  const count = asTensor(z).shape.at(-1) ?? 1;
  return target.dtype === "int32"
    ? crossEntropy(
        z,
        tensor(
          target.data.map((k) => (k === -100 ? k : (k + count) % count)),
          { shape: target.shape },
        ),
        options,
      )
    : crossEntropy(z, y, options);
}
