import {
  apply,
  awaitsGradient,
  elementsOf,
  isTraced,
  jvp,
  type Derivative,
  type Primitive,
  type Tensor,
  zeros,
} from "@surprisal/tensor";
import { layerGradient, layerValues, type LayerTensors, type ValueOfLogits } from "./layerOps.ts";
import type { Floats, LayerArrays, LayerPass } from "./layerArrays.ts";

/** How the loss of a layer is computed. */
export interface LayerLoss {
  readonly name: string;
  /** In ops: what is differentiated further than once. */
  readonly value: ValueOfLogits;
  /** In numbers. */
  readonly pass: LayerPass;
  /** How many rows at once, in ops. */
  readonly chunkRows: number;
  /** `[N]`: what each value is expected to be multiplied by, up to a common factor; 0 for those that will not count, which are not looked at. */
  readonly shares: ArrayLike<number>;
}

type NoAttributes = Record<never, never>;
type Inputs = readonly Tensor[];

const weights = ["features", "weight", "bias"] as const;
const order = [...weights, "target"] as const;

const layerOf = ([features, weight, bias, target]: Inputs): LayerTensors =>
  ({ features, weight, bias, target }) as LayerTensors;

/** Floats they are, as linearLoss has cast them. */
const floatsOf = (x: Tensor): Floats => elementsOf(x) as Floats;

function arraysOf({ bias, features, target, weight }: LayerTensors): LayerArrays {
  const [rows = 0, width = 0] = features.shape;
  const [classes = 0] = weight.shape;
  return {
    features: floatsOf(features),
    weight: floatsOf(weight),
    bias: floatsOf(bias),
    target: elementsOf(target),
    targetWidth: target.shape[1] ?? 1,
    rows,
    width,
    classes,
  };
}

/** `[N]`: a loss of the logits of a linear layer, without the logits. */
export function layerLoss(loss: LayerLoss, layer: LayerTensors): Tensor {
  return apply(
    layerPrimitive(loss, layer),
    order.map((name) => layer[name]),
    {},
  );
}

/**
 * The op, for one call. Where a gradient is awaited and it is known what the values will be multiplied by, the gradients are computed along with the
 * values, from the same logits; otherwise the chunks are computed again.
 */
function layerPrimitive(loss: LayerLoss, layer: LayerTensors): Primitive<NoAttributes> {
  const { chunkRows, name, shares, value } = loss;
  const wanted = weights.filter((each) => isTraced(layer[each]));
  const isAwaited = wanted.some((each) => awaitsGradient(layer[each]));
  /** What was computed along with the values, until it is asked for. */
  let ahead: Partial<LayerTensors> | undefined;
  let last: { readonly t: Tensor; readonly inputs: Inputs; readonly gradients: Partial<LayerTensors> } | undefined;

  const pass = (inputs: Inputs, factors: ArrayLike<number>, gradients: Partial<LayerTensors>): Float64Array => {
    const arrays = Object.fromEntries(Object.entries(gradients).map(([each, x]) => [each, floatsOf(x)]));
    return loss.pass(arraysOf(layerOf(inputs)), factors, arrays);
  };
  const zeroGradients = (): Partial<LayerTensors> =>
    Object.fromEntries(wanted.map((each) => [each, zeros(layer[each].shape, { dtype: layer[each].dtype })]));

  const gradientsOf = (t: Tensor, inputs: Inputs): Partial<LayerTensors> => {
    if ([t, ...inputs, layer.target].some(isTraced)) return layerGradient(value, layerOf(inputs), t, chunkRows);
    let gradients = ahead;
    ahead = undefined;
    const factor = gradients && commonFactor(t, shares);
    if (gradients === undefined || factor === undefined) pass(inputs, t.data, (gradients = zeroGradients()));
    else if (factor !== 1) for (const each of Object.values(gradients)) scale(floatsOf(each), factor);
    return gradients;
  };

  const by = (index: number): Derivative<NoAttributes> => ({
    forward: (t, _, inputs) => {
      const along = (x: Tensor): Tensor => layerValues(value, layerOf(inputs.with(index, x)), chunkRows);
      return jvp(along, inputs[index] as Tensor, t).tangent;
    },
    backward: (t, _, inputs) => {
      // One pass for all inputs: the tape asks for them one after the other.
      if (last?.t !== t || last.inputs !== inputs) last = { t, inputs, gradients: gradientsOf(t, inputs) };
      return last.gradients[order[index] as keyof LayerTensors] as Tensor;
    },
  });

  return {
    name,
    infer: ([x]) => ({ shape: [(x as Tensor).shape[0] ?? 0], dtype: (x as Tensor).dtype }),
    compute: (inputs, output) => {
      const gradients = isAwaited ? zeroGradients() : {};
      output.set(pass(inputs, shares, gradients));
      if (isAwaited) ahead = gradients;
    },
    derivatives: [by(0), by(1), by(2), layer.target.dtype === "int32" ? null : by(3)],
  };
}

/** What all shares were multiplied by, up to rounding; undefined where they were not. */
function commonFactor({ data, dtype }: Tensor, shares: ArrayLike<number>): number | undefined {
  const first = data.findIndex((_, i) => shares[i] !== 0);
  const factor = (data[first] as number) / (shares[first] as number);
  const tolerance = dtype === "float32" ? 2 ** -21 : 2 ** -50;
  const isCommon = data.every((t, i) => Math.abs(t - factor * (shares[i] as number)) <= tolerance * Math.abs(t));
  return first >= 0 && factor !== 0 && isCommon ? factor : undefined;
}

function scale(values: Floats, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * factor;
}
