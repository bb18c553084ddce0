import { defineLoss, ParameterError, type Loss, type LossTotal, type ReductionLossOptions } from "@surprisal/contract";
import { add, div, equal, logSumExp, mul, square, tanh, where, type Tensor, type TensorLike } from "@surprisal/tensor";
import { crossEntropy } from "../crossEntropy.ts";
import { linearLoss } from "./linear/linearLoss.ts";
import { ofLayer, type LossOfLayer } from "./linear/ofLayer.ts";
import { passTiles } from "./linear/passTiles.ts";

export interface LinearCrossEntropyOptions extends Omit<ReductionLossOptions, "classWeights" | "axis"> {
  /** As that of `crossEntropy`. Default 0. */
  readonly labelSmoothing?: number;
  /** Logits become cap · tanh(logit / cap). Default Infinity, no cap. */
  readonly cap?: number;
  /** How much of (log Σ exp(logits))² is added. Default 0. */
  readonly zLossWeight?: number;
  /**
   * Of how many classes the logits are there at once, those of all rows. With little memory, this takes less time than a few rows at once do: the weight is
   * read twice in all, not once a chunk; the logits are computed twice. Default: all classes, some rows at once.
   */
  readonly tileClasses?: number;
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

/** The loss that was asked for last: a training loop asks for the same at each step. */
let last:
  | { readonly parameters: Parameters; readonly tile: number | undefined; readonly loss: LossOfLayer }
  | undefined;

function lossFor(parameters: Parameters, tile: number | undefined): LossOfLayer {
  const names = Object.keys(parameters) as (keyof Parameters)[];
  if (last && last.tile === tile && names.every((name) => last?.parameters[name] === parameters[name]))
    return last.loss;
  const own = ofLogits.with(parameters);
  const loss = tile === undefined ? linearLoss(own) : inTiles(own, tile);
  last = { parameters, tile, loss };
  return loss;
}

function inTiles(loss: Loss<Parameters>, tileClasses: number): LossOfLayer {
  if (!(Number.isInteger(tileClasses) && tileClasses > 0))
    throw new ParameterError(`linearCrossEntropy: tileClasses is ${tileClasses}, expected a whole number from 1`);
  const options = { ...loss.parameters, tileClasses };
  return ofLayer(loss, () => (arrays, shares, gradients) => passTiles(arrays, options, shares, gradients), undefined);
}

type OfLayer<R> = (
  features: TensorLike,
  weight: TensorLike,
  bias: TensorLike | undefined,
  target: TensorLike,
  options?: LinearCrossEntropyOptions,
) => R;

const of =
  <R>(run: (loss: LossOfLayer, ...call: globalThis.Parameters<OfLayer<R>>) => R): OfLayer<R> =>
  (
    features,
    weight,
    bias,
    target,
    { labelSmoothing = 0, cap = Infinity, zLossWeight = 0, tileClasses, ...options } = {},
  ) =>
    run(lossFor({ labelSmoothing, cap, zLossWeight }, tileClasses), features, weight, bias, target, options);

const each = of<Tensor>((loss, ...call) => loss(...call));

const reductions = {
  mean: of<Tensor>((loss, ...call) => loss.mean(...call)),
  sum: of<Tensor>((loss, ...call) => loss.sum(...call)),
  total: of<LossTotal>((loss, ...call) => loss.total(...call)),
};

/**
 * Cross-entropy of a linear layer, differentiable by features, weight and bias: `linearLoss` of `crossEntropy`, softcap and z-loss, without ever
 * holding the logits of all rows.
 *
 * @param features - `[… D]`, real.
 * @param weight - `[C, D]`, real: one row a class.
 * @param bias - `[C]`, or undefined.
 * @param target - classes `[…]`, int32, 0 … C − 1.
 * @param options - `labelSmoothing`, `cap`, `zLossWeight`; `tileClasses`; `sampleWeights`, `ignoreIndex` and, for `.mean`, `whenEmpty`, as all losses take.
 * @returns `[…]`, in [0, ∞], nats; `.mean`, `.sum` and `.total` reduce it as those of a loss.
 * @throws ShapeError where the shapes do not fit; ClassError naming position, value and C; ParameterError for an option.
 * @example
 * linearCrossEntropy([[1, 2]], [[1, 0], [0, 1], [-1, 0.5]], [0, 0, 1], [1]) // → [0.5514447]
 * linearCrossEntropy.mean([[1, 2]], [[1, 0], [0, 1], [-1, 0.5]], undefined, [1], { cap: 5 }).item() // → 0.4388858
 * @see Wijmans et al., "Cut Your Losses in Large-Vocabulary Language Models", ICLR 2025.
 */
export const linearCrossEntropy: typeof each & typeof reductions = Object.assign(each, reductions);
