import {
  defineBatchLoss,
  type BatchLoss,
  type BatchLossDefinition,
  type Parameters,
  type ReductionLossOptions,
} from "@surprisal/contract";
import {
  add,
  apply,
  arange,
  asTensor,
  cast,
  div,
  exp,
  log,
  matmul,
  logSoftmax,
  mean,
  mul,
  neg,
  notEqual,
  pick,
  reshape,
  square,
  stopGradient,
  sub,
  sum,
  transpose,
  where,
  type Primitive,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { expect, test } from "vitest";
import { batchLossLaws, LawError, type BatchLossLaw, type BatchLossLawOptions } from "../../src/index.ts";
import * as sound from "../batchLosses/sound.ts";

const { contrastive, ofContrastive, ofSurprisal, ofVariance, surprisal, variance } = sound;
const like = (value: BatchLossDefinition<Parameters>["value"]): BatchLoss =>
  defineBatchLoss<Parameters>({ name: "variance", target: "real", value });
const centred = (x: Tensor, y: Tensor): Tensor => sub(sub(x, y), mean(sub(x, y)));
/** The mean of squares as E x² − (E x)²: nothing is left of it in float32. */
const cancelling = (x: Tensor, y: Tensor): Tensor => sub(mean(square(sub(x, y))), square(mean(sub(x, y))));
const crookedSquare: Primitive<Record<never, never>> = {
  name: "crookedSquare",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => output.set(square(x as Tensor).data),
  derivatives: [{ forward: (t, _, [x]) => mul(t, x as Tensor), backward: (t, _, [x]) => mul(mul(t, 2), x as Tensor) }],
};
const naive = defineBatchLoss({
  name: "contrastive",
  target: "row",
  value: (x, y) => {
    const weights = exp(div(matmul(x, transpose(y)), 2));
    return neg(log(div(pick(weights, arange(x.shape[0] ?? 0)), sum(weights, { axis: 1 }))));
  },
});
/** A batch loss called another way. */
const called = (
  loss: BatchLoss,
  call: (prediction: TensorLike, target: TensorLike, options?: ReductionLossOptions) => Tensor,
): BatchLoss =>
  Object.assign(
    (prediction: TensorLike, target: TensorLike, options?: ReductionLossOptions) => call(prediction, target, options),
    { ...loss },
  );
const bare = surprisal as unknown as BatchLoss;

const faults: readonly [
  fault: string,
  law: BatchLossLaw,
  good: { readonly lossName: string },
  faulty: { readonly lossName: string },
  options: BatchLossLawOptions,
][] = [
  [
    "a sum called a mean",
    batchLossLaws.givesOneValueABatch,
    contrastive,
    called(contrastive, (x, y) => sum(contrastive.each(x, y))),
    ofContrastive,
  ],
  [
    "a value an example",
    batchLossLaws.givesOneValueABatch,
    variance,
    called(variance, (x, y) => square(sub(x, y))),
    ofVariance,
  ],
  [
    "float64 out of float32",
    batchLossLaws.givesOneValueABatch,
    variance,
    like((x, y) => cast(mean(square(centred(x, y))), "float64")),
    ofVariance,
  ],
  ["an exponential that overflows", batchLossLaws.isFinite, contrastive, naive, ofContrastive],
  [
    "a negative value",
    batchLossLaws.isFinite,
    variance,
    like((x, y) => sub(mean(square(centred(x, y))), 1)),
    ofVariance,
  ],
  [
    "examples that count by their place",
    batchLossLaws.ignoresOrder,
    variance,
    like((x, y) => mean(mul(add(arange(x.shape[0] ?? 0), 1), square(centred(x, y))))),
    ofVariance,
  ],
  [
    "digits lost in float32",
    batchLossLaws.keepsDigitsInFloat32,
    variance,
    like(cancelling),
    { ...ofVariance, runs: 2000 },
  ],
  [
    "a factor of two",
    batchLossLaws.hasItsWorkedValues,
    variance,
    like((x, y) => mul(2, mean(square(centred(x, y))))),
    ofVariance,
  ],
  [
    "a factor held constant that is none",
    batchLossLaws.hasItsGradient,
    variance,
    like((x, y) => mean(mul(centred(x, y), stopGradient(centred(x, y))))),
    ofVariance,
  ],
  [
    "a target taken for a constant",
    batchLossLaws.hasItsGradient,
    contrastive,
    called(contrastive, (x, y) => contrastive(x, stopGradient(y))),
    ofContrastive,
  ],
  [
    "a gradient held constant",
    batchLossLaws.hasItsHessian,
    variance,
    like((x, y) =>
      mean(sub(mul(2, mul(centred(x, y), stopGradient(centred(x, y)))), square(stopGradient(centred(x, y))))),
    ),
    ofVariance,
  ],
  [
    "forward mode with half the slope",
    batchLossLaws.modesAgree,
    variance,
    like((x, y) => mean(apply(crookedSquare, [centred(x, y)], {}))),
    ofVariance,
  ],
  [
    "a target of another length repeated",
    batchLossLaws.refusesBadInput,
    surprisal,
    called(bare, (x, y, options) => surprisal(x, asTensor(y).data.slice(0, asTensor(x).shape[0]), options)),
    ofSurprisal,
  ],
  [
    "classes cut to their range",
    batchLossLaws.refusesBadInput,
    surprisal,
    called(bare, (x, y, options) =>
      surprisal(
        x,
        asTensor(y).data.map((k) => Math.min(Math.max(k, 0), 2)),
        options,
      ),
    ),
    ofSurprisal,
  ],
  [
    "an ignored example counted as 0",
    batchLossLaws.leavesOutIgnored,
    surprisal,
    called(surprisal, (x, y) => {
      const counts = notEqual(y, -100);
      return mean(where(counts, neg(pick(logSoftmax(where(reshape(counts, [-1, 1]), x, 0)), where(counts, y, 0))), 0));
    }),
    ofSurprisal,
  ],
  [
    "weights that are not looked at",
    batchLossLaws.weighsItsExamples,
    contrastive,
    called(contrastive, (x, y) => contrastive(x, y)),
    ofContrastive,
  ],
  [
    "a parameter of any value",
    batchLossLaws.refusesBadParameters,
    contrastive,
    Object.assign(called(contrastive as unknown as BatchLoss, contrastive), { with: () => contrastive }),
    ofContrastive,
  ],
];

test.each(faults.map(([fault, law, good, faulty, options]) => ({ fault, law, good, faulty, options })))(
  "$fault",
  ({ law, good, faulty, options }) => {
    // Laws take a loss of any parameters.
    const [one, other] = [good as BatchLoss, faulty as BatchLoss];
    expect(law.applies(one, options)).toBe(true);
    law.check(one, options);
    expect(() => law.check(other, options)).toThrow(LawError);
    expect(() => law.check(other, options)).toThrow(`breaks the law "${law.name}"`);
  },
);

test("every law of batch losses catches at least one fault", () => {
  expect(new Set(faults.map(([, law]) => law.name))).toEqual(
    new Set(Object.values<BatchLossLaw>(batchLossLaws).map(({ name }) => name)),
  );
});
