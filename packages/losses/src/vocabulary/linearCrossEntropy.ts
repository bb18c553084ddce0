import { defineLoss, type LossTotal, type ReductionLossOptions } from "@surprisal/contract";
import { add, div, equal, logSumExp, mul, square, tanh, where, type Tensor, type TensorLike } from "@surprisal/tensor";
import { crossEntropy } from "../crossEntropy.ts";
import { linearLoss, type LinearLoss } from "./linear/linearLoss.ts";

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

type Parameters = typeof ofLogits.parameters;
type OfLayer<R> = (
  features: TensorLike,
  weight: TensorLike,
  bias: TensorLike | undefined,
  target: TensorLike,
  options?: LinearCrossEntropyOptions,
) => R;

/** The loss that was asked for last: a training loop asks for the same at each step. */
let last: { readonly parameters: Parameters; readonly loss: LinearLoss<Parameters> } | undefined;

function lossFor(parameters: Parameters): LinearLoss<Parameters> {
  const names = Object.keys(parameters) as (keyof Parameters)[];
  const known = last;
  if (known && names.every((name) => known.parameters[name] === parameters[name])) return known.loss;
  const loss = linearLoss(ofLogits.with(parameters));
  last = { parameters, loss };
  return loss;
}

const ofLayer =
  <R>(run: (loss: LinearLoss<Parameters>, ...call: globalThis.Parameters<OfLayer<R>>) => R): OfLayer<R> =>
  (features, weight, bias, target, { labelSmoothing = 0, cap = Infinity, zLossWeight = 0, ...options } = {}) =>
    run(lossFor({ labelSmoothing, cap, zLossWeight }), features, weight, bias, target, options);

const each = ofLayer<Tensor>((loss, ...call) => loss(...call));

const reductions = {
  mean: ofLayer<Tensor>((loss, ...call) => loss.mean(...call)),
  sum: ofLayer<Tensor>((loss, ...call) => loss.sum(...call)),
  total: ofLayer<LossTotal>((loss, ...call) => loss.total(...call)),
};

/**
 * Cross-entropy of a linear layer, differentiable by features, weight and bias: `linearLoss` of `crossEntropy`, softcap and z-loss, without ever
 * holding the logits of all rows.
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
