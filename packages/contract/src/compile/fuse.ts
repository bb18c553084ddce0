import {
  apply,
  elementsOf,
  empty,
  grad,
  isTraced,
  jvp,
  mul,
  reshape,
  sizeOf,
  sum,
  type Derivative,
  type Primitive,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import type { CompiledRows, FloatArray, RowForm, ProgramOptions } from "@surprisal/tensor/compile";
import { defineLoss } from "../loss/defineLoss.ts";
import { isRowwise } from "../loss/readInput.ts";
import type { Loss, LossOptions, Parameters, ReductionLossOptions, TargetKind, ValueContext } from "../loss/types.ts";
import { checkArguments, checkWidth, kindFor } from "./checkArguments.ts";
import { compilePasses, type LossPrograms } from "./compileLoss.ts";
import { fusedTotal } from "./fusedTotal.ts";
import { scaleRows } from "./scaleRows.ts";

/** A loss that is computed by compiled passes. */
export interface FusedLoss<P extends Parameters = Parameters> extends Loss<P> {
  /** What its passes run in for a kind of target and a number of classes (1 for elements): "eager" is op by op. */
  formFor(kind: TargetKind, width: number, dtype?: "float32" | "float64"): RowForm | "eager";
  with(changes: Partial<P>): FusedLoss<P>;
}

/**
 * The same loss, value and gradient in one compiled pass: weights, reductions, ignored targets, `.with` and all else as before.
 *
 * A float32 prediction is computed in float32 where there is WebAssembly. Where the loss is no row program, has not the form, or class
 * weights stand inside of the loss, it is computed op by op, with the same numbers (`formFor` tells); so are derivatives of third order.
 *
 * @param loss - any loss of `defineLoss`.
 * @param options - `form`, default "auto", and `deterministic`, as for `compileLoss`.
 * @returns a loss in its place.
 * @throws ParameterError for what is no loss of single examples, and for options.
 * @example
 * const squared = defineLoss({ name: "squared", prediction: "real", target: "real", value: (x, y) => square(sub(x, y)) })
 * const fused = fuse(squared)
 * fused([1, 2], [0, 4]) // → [1, 4]
 * grad((x: Tensor) => fused.mean(x, [0, 4]))(tensor([1, 2])) // → [1, -2]
 * fuse(squared, { form: "interpreter" }).formFor("real", 1) // → "interpreter"
 */
export function fuse<P extends Parameters>(loss: Loss<P>, options: Omit<ProgramOptions, "dtype"> = {}): FusedLoss<P> {
  checkArguments("fuse", loss, options, ["form", "deterministic"]);
  const programs = new Map<string, LossPrograms | undefined>();
  const programOf = (kind: TargetKind, width: number, dtype: "float32" | "float64"): LossPrograms | undefined => {
    const key = `${kind} ${width} ${dtype}`;
    if (!programs.has(key)) programs.set(key, compilePasses(loss, kind, width, { ...options, dtype }));
    return programs.get(key);
  };
  const programFor = (kind: TargetKind, { dtype, shape }: Tensor): LossPrograms | undefined =>
    programOf(kind, isRowwise(kind) ? (shape.at(-1) ?? 1) : 1, dtype === "float64" ? "float64" : "float32");
  const value = (prediction: Tensor, target: Tensor, context: ValueContext): Tensor => {
    const program = context.classWeights ? undefined : programFor(context.target, prediction);
    return program
      ? apply(fusedPrimitive(loss, context.target, program), [prediction, target], {})
      : loss.value(prediction, target, context);
  };
  const fused = defineLoss<P>({
    name: loss.lossName,
    prediction: loss.prediction,
    target: loss.target,
    parameters: loss.specification,
    weighsClasses: loss.weighsClasses,
    classCount: loss.classCount,
    value: (prediction, target, _, context) => value(prediction, target, context),
    traits: () => loss.traits,
  });
  const total = fusedTotal(loss, (kind, prediction) => programFor(kind, prediction)?.total());
  const byOps = { ...fused };
  return Object.assign(fused, {
    mean: (x: TensorLike, y: TensorLike, given?: ReductionLossOptions) =>
      total("mean", x, y, given) ?? byOps.mean(x, y, given),
    sum: (x: TensorLike, y: TensorLike, given?: LossOptions) => total("sum", x, y, given) ?? byOps.sum(x, y, given),
    with: (changes: Partial<P>) => fuse(loss.with(changes), options),
    parameters: loss.parameters,
    formFor: (kind: TargetKind, width: number, dtype: "float32" | "float64" = "float64") => {
      checkWidth("formFor", kindFor("formFor", loss, kind), width);
      return programOf(kind, width, dtype)?.gradient.form ?? "eager";
    },
  });
}

type NoAttributes = Record<never, never>;
type Inputs = readonly Tensor[];

/** A derivative by one input, of something that ops compute: for what no compiled pass is for. */
function byOps(f: (inputs: Inputs) => Tensor, index: number): Derivative<NoAttributes> {
  const along = (inputs: Inputs, x: Tensor): Tensor => f(inputs.with(index, x));
  return {
    forward: (t, _, inputs) => jvp((x: Tensor) => along(inputs, x), inputs[index] as Tensor, t).tangent,
    backward: (t, _, inputs) => grad((x: Tensor) => sum(mul(t, along(inputs, x))))(inputs[index] as Tensor),
  };
}

/** The compiled pass as an op. Its gradient is there once its value is. */
function fusedPrimitive<P extends Parameters>(
  loss: Loss<P>,
  kind: TargetKind,
  { gradient, hessian }: LossPrograms,
): Primitive<NoAttributes> {
  const rowwise = isRowwise(kind);
  const countOf = ({ shape }: Tensor): number => sizeOf(rowwise ? shape.slice(0, -1) : shape);
  const value = ([x, y]: Inputs): Tensor => loss.value(x as Tensor, y as Tensor, { target: kind });
  const slope = ([x, ...rest]: Inputs): Tensor => grad((z: Tensor) => sum(value([z, ...rest])))(x as Tensor);
  const curvature = ([x, y, v]: Inputs): Tensor =>
    jvp((z: Tensor) => slope([z, y as Tensor]), x as Tensor, v as Tensor).tangent;
  /** Nothing depends smoothly on a class. */
  const byTarget = (f: (inputs: Inputs) => Tensor): Derivative<NoAttributes> | null =>
    kind === "classes" ? null : byOps(f, 1);

  /** The gradient that the pass has computed along with the value, until somebody takes it. */
  let last: { readonly cell: Tensor["cell"]; readonly slopes: Tensor } | undefined;
  const run = (x: Tensor, y: Tensor, values: FloatArray): Tensor => {
    const slopes = empty(x.shape, { dtype: x.dtype });
    gradient(countOf(x), [elementsOf(x), elementsOf(y)], [values, floatsOf(slopes)]);
    last = { cell: x.cell, slopes };
    return slopes;
  };
  const slopesOf = (x: Tensor, y: Tensor): Tensor =>
    last?.cell === x.cell ? last.slopes : run(x, y, floatsOf(empty([countOf(x)], x)));

  const compiledCurvature = (program: CompiledRows): Primitive<NoAttributes> => ({
    name: `${loss.lossName} curvature`,
    infer: ([x]) => x as Tensor,
    compute: (inputs, output) => {
      const arrays = inputs.map(elementsOf);
      // The output has the dtype of the prediction, which is a float.
      program(countOf(inputs[0] as Tensor), arrays, [output as FloatArray]);
    },
    derivatives: [byOps(curvature, 0), byTarget(curvature), alongHessian],
  });
  const alongCurvature: Derivative<NoAttributes>["forward"] = (t, _, [x, y]) => {
    const program = hessian();
    const inputs = [x as Tensor, y as Tensor, t];
    return program ? apply(compiledCurvature(program), inputs, {}) : curvature(inputs);
  };
  // A Hessian is symmetric, and linear in what it is multiplied by: one product serves both directions.
  const alongHessian: Derivative<NoAttributes> = { forward: alongCurvature, backward: alongCurvature };

  const compiledSlope: Primitive<NoAttributes> = {
    name: `${loss.lossName} gradient`,
    infer: ([x]) => x as Tensor,
    compute: ([x, y], output) => output.set(elementsOf(slopesOf(x as Tensor, y as Tensor))),
    derivatives: [alongHessian, byTarget(slope)],
  };
  const pullBack: Derivative<NoAttributes>["backward"] = (t, _, inputs) => {
    if ([t, ...inputs].some(isTraced))
      return mul(apply(compiledSlope, inputs, {}), rowwise ? reshape(t, [...t.shape, 1]) : t);
    // Nothing watches: the gradient itself becomes the result, and is not kept.
    const [x, y] = inputs as [Tensor, Tensor];
    const slopes = slopesOf(x, y);
    last = undefined;
    scaleRows(floatsOf(slopes), elementsOf(t));
    return slopes;
  };
  return {
    name: loss.lossName,
    infer: ([x]) => {
      const { dtype, shape } = x as Tensor;
      return { shape: rowwise ? shape.slice(0, -1) : shape, dtype };
    },
    // The output has the dtype of the prediction, which is a float.
    compute: ([x, y], output) => void run(x as Tensor, y as Tensor, output as FloatArray),
    derivatives: [
      {
        forward: (t, _, inputs) => {
          const product = mul(apply(compiledSlope, inputs, {}), t);
          return rowwise ? sum(product, { axis: -1 }) : product;
        },
        backward: pullBack,
      },
      byTarget(value),
    ],
  };
}

/** The elements of a tensor that is a float. */
const floatsOf = (x: Tensor): FloatArray => elementsOf(x) as FloatArray;
