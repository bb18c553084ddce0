import {
  defineLoss,
  type Loss,
  type LossOptions,
  type Parameters,
  type TargetKind,
  type ValueContext,
} from "@surprisal/contract";
import { isTraced, mul, ones, reshape, sizeOf, Tensor, zeros, type Shape, type TensorLike } from "@surprisal/tensor";
import type { LayerPass } from "./layerArrays.ts";
import { layerLoss } from "./layerLoss.ts";
import { layerValues } from "./layerOps.ts";

/** A linear layer, all of one dtype. */
export interface Layer {
  /** `[C, D]`. */
  readonly weight: Tensor;
  /** `[C]`. */
  readonly bias: Tensor;
}

/** How a loss of a layer is computed in numbers, given what its value is told, the number of classes and of rows at once. */
export type PassOf = (context: ValueContext, classes: number, chunkRows: number) => LayerPass;

/** That are there at once by default: 11 MB in float32. The weight is read, and its gradient written, once for each such chunk. */
const mostLogits = 2_800_000;

/** A loss of the logits of a layer as a loss of its features: kinds of target, checks, weights and reductions are those of all losses. */
export function lossOfLayer<P extends Parameters>(
  loss: Loss<P>,
  kinds: readonly TargetKind[],
  { bias, weight }: Layer,
  passOf: PassOf,
  chunkRows: number | undefined,
  /** The call's own target and options. */
  given: TensorLike,
  options: LossOptions,
): Loss {
  const [classes = 0, width = 0] = weight.shape;
  const definition = {
    name: loss.lossName,
    prediction: "real",
    target: kinds,
    weighsClasses: loss.weighsClasses,
    classCount: () => loss.classCount(classes),
  } as const;
  // Multiples of what the products take at once; more rows than stay in the second cache make them slower.
  const rows = chunkRows ?? Math.min(192, 8 * Math.ceil(mostLogits / 8 / Math.max(1, classes)));

  /** What each value will be multiplied by: 0 for examples that do not count. */
  const sharesOf = (kind: TargetKind, shape: Shape, { dtype }: Tensor): Tensor => {
    const each = ones(shape, { dtype });
    if (kind !== "classes") return options.sampleWeights === undefined ? each : mul(each, options.sampleWeights);
    const { classWeights, ignoreIndex, sampleWeights } = options;
    const own = {
      ...(classWeights !== undefined && { classWeights }),
      ...(ignoreIndex !== undefined && { ignoreIndex }),
      ...(sampleWeights !== undefined && { sampleWeights }),
    };
    return defineLoss({ ...definition, value: () => each })(zeros([...shape, 1], { dtype }), given, own);
  };

  return defineLoss({
    ...definition,
    value: (x, y, _, context) => {
      const shape = x.shape.slice(0, -1);
      const features = reshape(x, [sizeOf(shape), width]);
      const target = reshape(y, [sizeOf(shape), ...y.shape.slice(shape.length)]);
      const layer = { features, weight, bias, target };
      const value = (z: Tensor, goal: Tensor): Tensor => loss.value(z, goal, context);
      // What the loss holds inside is differentiated by in ops alone.
      const inside = [context.classWeights, ...Object.values(loss.parameters)];
      if (inside.some((each) => each instanceof Tensor && isTraced(each)))
        return reshape(layerValues(value, layer, rows), shape);
      const own = {
        name: `${loss.lossName} of a layer`,
        value,
        pass: passOf(context, classes, rows),
        chunkRows: rows,
        shares: sharesOf(context.target, shape, x).data,
      };
      return reshape(layerLoss(own, layer), shape);
    },
  });
}
