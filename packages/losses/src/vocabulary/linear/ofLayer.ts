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
import { lossOfLayer, type PassOf } from "./lossOfLayer.ts";

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
export interface LossOfLayer extends OfLayer<Options, Tensor> {
  readonly mean: OfLayer<ReductionOptions, Tensor>;
  readonly sum: OfLayer<Options, Tensor>;
  readonly total: OfLayer<Options, LossTotal>;
}

const ofRows: ReadonlySet<TargetKind> = new Set(["classes", "distribution", "row"]);

/** A loss of rows as a function of the layer that its logits come of, computed by a pass. */
export function ofLayer<P extends Parameters>(
  loss: Loss<P>,
  passOf: PassOf,
  chunkRows: number | undefined,
): LossOfLayer {
  const kinds = loss.target.filter((kind) => ofRows.has(kind));
  if (kinds.length === 0 || loss.prediction === "probabilities")
    throw new ParameterError(`linearLoss: loss is ${loss.lossName}, expected a loss of rows of logits or scores`);
  const call =
    <O extends Options, R>(run: (own: Loss, x: Tensor, target: TensorLike, given?: O) => R): OfLayer<O, R> =>
    (features, weight, bias, target, given) => {
      if (given !== undefined && "axis" in given)
        throw new ParameterError(
          `${loss.lossName}: axis is given, expected none: the classes of a layer are its last axis`,
        );
      const { x, ...layer } = readLayer(loss.lossName, features, weight, bias);
      return run(lossOfLayer(loss, kinds, layer, passOf, chunkRows, target, given ?? {}), x, target, given);
    };
  return Object.assign(
    call<Options, Tensor>((own, ...rest) => own(...rest)),
    {
      mean: call<ReductionOptions, Tensor>((own, ...rest) => own.mean(...rest)),
      sum: call<Options, Tensor>((own, ...rest) => own.sum(...rest)),
      total: call<Options, LossTotal>((own, ...rest) => own.total(...rest)),
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
  const x = asTensor(features, "float32", `${unit}: features`);
  const w = asTensor(weight, x.dtype, `${unit}: weight`);
  const width = x.shape.at(-1) ?? 0;
  const [classes = 0] = w.shape;
  const b = bias === undefined ? zeros([classes], { dtype: x.dtype }) : asTensor(bias, x.dtype, `${unit}: bias`);
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
