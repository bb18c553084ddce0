import {
  apply,
  awaitsGradient,
  elementsOf,
  empty,
  isTraced,
  mul,
  sameShape,
  sizeOf,
  sum,
  Tensor,
  type Primitive,
  type TensorLike,
} from "@surprisal/tensor";
import type { FloatArray, TotalProgram } from "@surprisal/tensor/compile";
import { readInput } from "../loss/readInput.ts";
import type { Loss, LossOptions, Parameters, TargetKind } from "../loss/types.ts";
import { scaleRows } from "./scaleRows.ts";

/** How a loss is added up. */
export type Reduction = "sum" | "mean";

/** What one pass computes, and by what; no program: it is left to the ops. */
interface Call {
  readonly prediction: Tensor;
  readonly target: Tensor;
  /** How many examples. */
  readonly count: number;
  readonly program: TotalProgram | undefined;
}

/** What a target was found to fit. */
type Known = Pick<Tensor, "shape" | "dtype"> & Pick<Call, "count" | "program">;

/**
 * Sum and mean of a fused loss where a gradient by plain numbers is to follow and all examples count alike: one pass, which scales the gradient on
 * its way. What is undefined is to be computed op by op.
 *
 * @param programFor - the program for a kind of target and a prediction, if there is one.
 */
export function fusedTotal<P extends Parameters>(
  loss: Loss<P>,
  programFor: (kind: TargetKind, prediction: Tensor) => TotalProgram | undefined,
): (reduction: Reduction, x: TensorLike, y: TensorLike, options?: LossOptions) => Tensor | undefined {
  const { classCount, lossName: name, prediction: kindOfPrediction, target: kinds } = loss;
  const definition = { name, prediction: kindOfPrediction, target: kinds, classCount };
  /** By targets: a tensor does not change, and need not be looked at twice. */
  const known = new WeakMap<Tensor, Known>();

  const read = (x: Tensor, y: TensorLike, options: LossOptions): Call => {
    const { ignored, kind, prediction, shape, target } = readInput(definition, x, y, options);
    const count = sizeOf(shape);
    const isWhole = count > 0 && !ignored.some((k) => elementsOf(target).includes(k));
    return { prediction, target, count, program: isWhole ? programFor(kind, prediction) : undefined };
  };
  const find = (x: Tensor, y: TensorLike, options?: LossOptions): Call => {
    if (options !== undefined || !(y instanceof Tensor) || kindOfPrediction === "probabilities")
      return read(x, y, options ?? {});
    const found = known.get(y);
    if (found && found.dtype === x.dtype && sameShape(found.shape, x.shape))
      return { prediction: x, target: y, count: found.count, program: found.program };
    const call = read(x, y, {});
    const { count, prediction, program, target } = call;
    // What was made of them belongs to a scope, perhaps, that ends.
    if (prediction === x && target === y) known.set(y, { dtype: x.dtype, shape: x.shape, count, program });
    return call;
  };

  return (reduction, x, y, options) => {
    if (!(x instanceof Tensor && awaitsGradient(x)) || isTraced(y as Tensor)) return undefined;
    if (options?.classWeights !== undefined || options?.sampleWeights !== undefined) return undefined;
    const { count, prediction, program, target } = find(x, y, options);
    return (
      program && apply(totalPrimitive(name, program, count, reduction === "mean" ? count : 1), [prediction, target], {})
    );
  };
}

/** The sum over examples, by a divisor. Its gradient is there once it is. */
function totalPrimitive(
  name: string,
  program: TotalProgram,
  count: number,
  divisor: number,
): Primitive<Record<never, never>> {
  let gradient: Tensor | undefined;
  const run = (x: Tensor, y: Tensor): number => {
    gradient = empty(x.shape, x);
    return program(count, [elementsOf(x), elementsOf(y)], elementsOf(gradient) as FloatArray, 1 / divisor);
  };
  const gradientAt = ([x, y]: readonly Tensor[]): Tensor => {
    if (gradient === undefined) run(x as Tensor, y as Tensor);
    return gradient as Tensor;
  };
  return {
    name: `${name} total`,
    infer: ([x]) => ({ shape: [], dtype: (x as Tensor).dtype }),
    compute: ([x, y], output) => {
      output[0] = run(x as Tensor, y as Tensor) / divisor;
    },
    derivatives: [
      {
        forward: (t, _, inputs) => sum(mul(gradientAt(inputs), t)),
        backward: (t, _, inputs) => {
          const own = gradientAt(inputs);
          if (isTraced(t)) return mul(own, t);
          const [factor] = elementsOf(t);
          if (factor === 1) return own;
          // It becomes the result, and is not kept.
          gradient = undefined;
          scaleRows(elementsOf(own) as FloatArray, elementsOf(t));
          return own;
        },
      },
      // Nothing watches the target.
      null,
    ],
  };
}
