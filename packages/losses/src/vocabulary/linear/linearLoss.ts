import {
  ParameterError,
  ShapeError,
  type Loss,
  type LossOptions,
  type LossTotal,
  type Parameters,
  type ReductionLossOptions,
  type TargetKind,
} from "@surprisal/contract";
import { asTensor, cast, zeros, type Tensor, type TensorLike } from "@surprisal/tensor";
import { lossOfLayer, Programs } from "./lossOfLayer.ts";

type Options = Omit<LossOptions, "axis">;
type ReductionOptions = Omit<ReductionLossOptions, "axis">;

type OfLayer<O extends Options, Result> = (
  features: TensorLike,
  weight: TensorLike,
  bias: TensorLike | undefined,
  target: TensorLike,
  options?: O,
) => Result;

/** A loss of the logits of a linear layer, as a function of the layer. */
export interface LinearLoss<P extends Parameters = Parameters> extends OfLayer<Options, Tensor> {
  readonly mean: OfLayer<ReductionOptions, Tensor>;
  readonly sum: OfLayer<Options, Tensor>;
  readonly total: OfLayer<Options, LossTotal>;
  /** The same with other parameters of the loss. */
  readonly with: (parameters: Partial<P>) => LinearLoss<P>;
}

export interface LinearLossOptions {
  /** Of how many rows the logits are there at once. Default: of as many as have 2²¹, and at least of 16. */
  readonly chunkRows?: number;
}

const ofRows: ReadonlySet<TargetKind> = new Set(["classes", "distribution", "row"]);

/**
 * A loss fused with the linear layer below it: `loss` of features · weightᵀ + bias and all gradients, without ever holding the logits of all rows.
 *
 * @param loss - a loss of rows of logits or scores: `crossEntropy`, `softmaxFocal`, one of your own …
 * @param options - `chunkRows`.
 * @returns a function of features `[… D]`, weight `[C, D]`, bias `[C]` or undefined, target, and the options of losses but for `axis`; with `.mean`,
 * `.sum`, `.total`, `.with`. It is differentiable to any order by features, weight and bias; from the second on op by op, still in chunks.
 * @throws ParameterError for a loss of single elements or of probabilities, and for chunkRows. What is returned throws as the loss does, and
 * ShapeError where the layer does not fit.
 * @example
 * const [x, weight] = [[[1, 2]], [[1, 0], [0, 1], [-1, 0.5]]]
 * const focal = linearLoss(softmaxFocal)
 * focal(x, weight, [0, 0, 1], [1]) // → [0.0990819]
 * softmaxFocal([[1, 2, 1]], [1]) // → [0.0990819]
 * grad((bias: Tensor) => focal.mean(x, weight, bias, [1]))(tensor([0, 0, 1])) // → [0.0952, -0.1903, 0.0952]
 * @see Wijmans et al., "Cut Your Losses in Large-Vocabulary Language Models", ICLR 2025 (the idea; tiles of classes there, chunks of rows here).
 */
export function linearLoss<P extends Parameters>(loss: Loss<P>, options: LinearLossOptions = {}): LinearLoss<P> {
  const kinds = loss.target.filter((kind) => ofRows.has(kind));
  if (kinds.length === 0 || loss.prediction === "probabilities")
    throw new ParameterError(`linearLoss: loss is ${loss.lossName}, expected a loss of rows of logits or scores`);
  const { chunkRows } = options;
  if (chunkRows !== undefined && !(Number.isInteger(chunkRows) && chunkRows > 0))
    throw new ParameterError(`linearLoss: chunkRows is ${chunkRows}, expected a whole number from 1`);
  const programs = new Programs(loss);

  const ofLayer =
    <O extends Options, R>(run: (own: Loss, x: Tensor, target: TensorLike, given?: O) => R): OfLayer<O, R> =>
    (features, weight, bias, target, given) => {
      if (given !== undefined && "axis" in given)
        throw new ParameterError(
          `${loss.lossName}: axis is given, expected none: the classes of a layer are its last axis`,
        );
      const { x, ...layer } = readLayer(loss.lossName, features, weight, bias);
      return run(lossOfLayer(loss, kinds, layer, programs, chunkRows, target, given ?? {}), x, target, given);
    };
  return Object.assign(
    ofLayer<Options, Tensor>((own, ...call) => own(...call)),
    {
      mean: ofLayer<ReductionOptions, Tensor>((own, ...call) => own.mean(...call)),
      sum: ofLayer<Options, Tensor>((own, ...call) => own.sum(...call)),
      total: ofLayer<Options, LossTotal>((own, ...call) => own.total(...call)),
      with: (parameters: Partial<P>) => linearLoss(loss.with(parameters), options),
    },
  );
}

/** The tensors of a layer, in one dtype. */
function readLayer(
  unit: string,
  features: TensorLike,
  weight: TensorLike,
  bias: TensorLike | undefined,
): { readonly x: Tensor; readonly weight: Tensor; readonly bias: Tensor } {
  const x = asTensor(features);
  const w = asTensor(weight, x.dtype);
  const width = x.shape.at(-1) ?? 0;
  const [classes = 0] = w.shape;
  const b = bias === undefined ? zeros([classes], { dtype: x.dtype }) : asTensor(bias, x.dtype);
  if (x.shape.length < 2 || w.shape.length !== 2 || w.shape[1] !== width) {
    throw new ShapeError(
      `${unit}: features have shape [${x.shape.join(", ")}] and weight [${w.shape.join(", ")}], expected [… D] and [rows, D]`,
    );
  }
  if (b.shape.join() !== String(classes))
    throw new ShapeError(`${unit}: bias has shape [${b.shape.join(", ")}], expected [${classes}]`);
  const dtype = [x, w, b].some((each) => each.dtype === "float64") ? "float64" : "float32";
  return { x: cast(x, dtype), weight: cast(w, dtype), bias: cast(b, dtype) };
}
