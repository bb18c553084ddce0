import { defineLoss, type LossOptions, type LossTotal, type ReductionLossOptions } from "@surprisal/contract";
import {
  add,
  asTensor,
  div,
  equal,
  logSumExp,
  mul,
  square,
  tanh,
  where,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { crossEntropy } from "../crossEntropy.ts";
import { logitsOf } from "./layer.ts";

export interface LinearCrossEntropyOptions extends Omit<ReductionLossOptions, "classWeights" | "axis"> {
  /** As that of `crossEntropy`. Default 0. */
  readonly labelSmoothing?: number;
  /** Logits become cap · tanh(logit / cap). Default Infinity, no cap. */
  readonly cap?: number;
  /** How much of (log Σ exp(logits))² is added. Default 0. */
  readonly zLossWeight?: number;
}

const ofLogits = defineLoss({
  name: "linearCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: {
    labelSmoothing: { default: 0, domain: "[0, 1]" },
    cap: { default: Infinity, domain: "(0, ∞]" },
    zLossWeight: { default: 0, domain: "[0, ∞)" },
  },
  value: (logits, classes, { labelSmoothing, cap, zLossWeight }) => {
    const capped =
      cap === Infinity ? logits : where(equal(logits, -Infinity), -Infinity, mul(cap, tanh(div(logits, cap))));
    const loss = crossEntropy.with({ labelSmoothing }).value(capped, classes, { target: "classes" });
    return zLossWeight === 0 ? loss : add(loss, mul(zLossWeight, square(logSumExp(capped, { axis: -1 }))));
  },
});

type Arguments = readonly [
  features: TensorLike,
  weight: TensorLike,
  bias: TensorLike | undefined,
  target: TensorLike,
  options?: LinearCrossEntropyOptions,
];

/** The loss on logits with the arguments that it takes. */
function prepare([features, weight, bias, target, options = {}]: Arguments): {
  readonly loss: typeof ofLogits;
  readonly logits: Tensor;
  readonly target: TensorLike;
  readonly options: LossOptions & ReductionLossOptions;
} {
  const { labelSmoothing = 0, cap = Infinity, zLossWeight = 0, ...rest } = options;
  const x = asTensor(features);
  const product = logitsOf("linearCrossEntropy", x, asTensor(weight, x.dtype));
  return {
    loss: ofLogits.with({ labelSmoothing, cap, zLossWeight }),
    logits: bias === undefined ? product : add(product, asTensor(bias, x.dtype)),
    target,
    options: rest,
  };
}

const each = (...given: Arguments): Tensor => {
  const { loss, logits, target, options } = prepare(given);
  return loss(logits, target, options);
};

const reductions = {
  mean: (...given: Arguments): Tensor => {
    const { loss, logits, target, options } = prepare(given);
    return loss.mean(logits, target, options);
  },
  sum: (...given: Arguments): Tensor => {
    const { loss, logits, target, options } = prepare(given);
    return loss.sum(logits, target, options);
  },
  total: (...given: Arguments): LossTotal => {
    const { loss, logits, target, options } = prepare(given);
    return loss.total(logits, target, options);
  },
};

/**
 * Cross-entropy of a linear layer: `crossEntropy` of features · weightᵀ + bias, differentiable by all three.
 *
 * @param features - `[… D]`, real.
 * @param weight - `[C, D]`, real: one row a class.
 * @param bias - `[C]`, or undefined.
 * @param target - classes `[…]`, int32, 0 … C − 1.
 * @param options - `labelSmoothing`, `cap`, `zLossWeight`; `sampleWeights`, `ignoreIndex` and, for `.mean`, `whenEmpty`, as all losses take.
 * @returns `[…]`, in [0, ∞], nats; `.mean`, `.sum` and `.total` reduce it as those of a loss.
 * @throws ShapeError where the shapes do not fit; ClassError naming position, value and C; ParameterError for an option.
 * @example
 * linearCrossEntropy([[1, 2]], [[1, 0], [0, 1], [-1, 0.5]], [0, 0, 1], [1]) // → [0.5514447]
 * linearCrossEntropy.mean([[1, 2]], [[1, 0], [0, 1], [-1, 0.5]], undefined, [1], { cap: 5 }).item() // → 0.4388858
 * @see Wijmans et al., "Cut Your Losses in Large-Vocabulary Language Models", ICLR 2025.
 */
export const linearCrossEntropy: typeof each & typeof reductions = Object.assign(each, reductions);
