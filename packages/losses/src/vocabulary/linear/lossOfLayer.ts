import {
  defineLoss,
  type Loss,
  type LossOptions,
  type Parameters,
  type TargetKind,
  type ValueContext,
} from "@surprisal/contract";
import { compileLoss, type CompiledLoss } from "@surprisal/contract/compile";
import { isTraced, mul, ones, reshape, sizeOf, Tensor, zeros, type Shape, type TensorLike } from "@surprisal/tensor";
import { layerLoss } from "./layerLoss.ts";
import { layerValues } from "./layerOps.ts";

/** A linear layer, all of one dtype. */
export interface Layer {
  /** `[C, D]`. */
  readonly weight: Tensor;
  /** `[C]`. */
  readonly bias: Tensor;
}

/** The compiled passes of a loss, one for each kind of target and number of classes. */
export class Programs<P extends Parameters> {
  readonly #loss: Loss<P>;
  readonly #known = new Map<string, CompiledLoss>();
  constructor(loss: Loss<P>) {
    this.#loss = loss;
  }

  /** The pass for what a value is told; where that is more than the kind of target, one for this call alone. */
  for(context: ValueContext, classes: number): CompiledLoss {
    const { lossName: name, prediction } = this.#loss;
    const { target } = context;
    if (Object.keys(context).length > 1) {
      const value = (z: Tensor, y: Tensor): Tensor => this.#loss.value(z, y, context);
      return compileLoss(defineLoss({ name, prediction, target, value }), target, classes);
    }
    const key = `${target} ${classes}`;
    const compiled = this.#known.get(key) ?? compileLoss(this.#loss, target, classes);
    this.#known.set(key, compiled);
    return compiled;
  }
}

/** A loss of the logits of a layer as a loss of its features: kinds of target, checks, weights and reductions are those of all losses. */
export function lossOfLayer<P extends Parameters>(
  loss: Loss<P>,
  kinds: readonly TargetKind[],
  { bias, weight }: Layer,
  programs: Programs<P>,
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
  const rows = chunkRows ?? Math.max(16, Math.ceil(2 ** 21 / Math.max(1, classes)));

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
      let compiled: CompiledLoss | undefined;
      const own = {
        name: `${loss.lossName} of a layer`,
        value,
        compiled: () => (compiled ??= programs.for(context, classes)),
        chunkRows: rows,
        shares: sharesOf(context.target, shape, x).data,
      };
      return reshape(layerLoss(own, layer), shape);
    },
  });
}
