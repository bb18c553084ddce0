import {
  apply,
  grad,
  hvp,
  jvp,
  mul,
  reshape,
  sum,
  type Tensor,
  type Primitive,
  type TypedArray,
} from "@surprisal/tensor";
import type { CompiledRows } from "@surprisal/tensor/compile";
import { defineLoss } from "../loss/defineLoss.ts";
import { isRowwise } from "../loss/readInput.ts";
import type { Loss, Parameters, TargetKind, ValueContext } from "../loss/types.ts";
import { tryCompile } from "./compileLoss.ts";

/**
 * The same loss, value and gradient in one compiled pass: weights, reductions, ignored targets, `.with` and all else as before.
 *
 * Where the loss is no row program, the page forbids code generation, or class weights stand inside of the loss, it is computed op by
 * op, with the same numbers; so are second derivatives.
 *
 * @param loss - any loss of `defineLoss`.
 * @returns a loss in its place.
 * @example
 * const squared = defineLoss({ name: "squared", prediction: "real", target: "real", value: (x, y) => square(sub(x, y)) })
 * const fused = fuse(squared)
 * fused([1, 2], [0, 4]) // → [1, 4]
 * grad((x: Tensor) => fused.mean(x, [0, 4]))(tensor([1, 2])) // → [1, -2]
 */
export function fuse<P extends Parameters>(loss: Loss<P>): Loss<P> {
  const programs = new Map<string, CompiledRows | undefined>();
  const programFor = (kind: TargetKind, { dtype, shape }: Tensor): CompiledRows | undefined => {
    const width = isRowwise(kind) ? (shape.at(-1) ?? 1) : 1;
    const key = `${kind} ${width} ${dtype}`;
    if (!programs.has(key)) programs.set(key, tryCompile(loss, kind, width));
    return programs.get(key);
  };
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
    value: (prediction, target, _, context) => value(prediction, target, context),
    traits: () => loss.traits,
  });
  return Object.assign(fused, { with: (changes: Partial<P>) => fuse(loss.with(changes)), parameters: loss.parameters });
}

type NoAttributes = Record<never, never>;

/** The compiled pass as an op. Its gradient is there once its value is; what follows from the gradient is computed by ops. */
function fusedPrimitive<P extends Parameters>(
  loss: Loss<P>,
  kind: TargetKind,
  program: CompiledRows,
): Primitive<NoAttributes> {
  const eager = (x: Tensor, y: Tensor): Tensor => sum(loss.value(x, y, { target: kind }));
  const alongRows = (t: Tensor): Tensor => (isRowwise(kind) ? reshape(t, [...t.shape, 1]) : t);
  let gradientOf: { readonly cell: Tensor["cell"]; readonly array: Float64Array } | undefined;
  const run = (x: Tensor, y: Tensor, count: number): { values: Float64Array; gradient: Float64Array } => {
    const [values, gradient] = [new Float64Array(count), new Float64Array(x.data.length)];
    program(count, [x.data, y.data], [values, gradient]);
    gradientOf = { cell: x.cell, array: gradient };
    return { values, gradient };
  };
  const slope: Primitive<NoAttributes> = {
    name: `${loss.lossName} gradient`,
    infer: ([x]) => x as Tensor,
    compute: ([x, y], output: TypedArray) => {
      const known = gradientOf?.cell === (x as Tensor).cell ? gradientOf.array : undefined;
      const count = isRowwise(kind) ? output.length / ((x as Tensor).shape.at(-1) ?? 1) : output.length;
      output.set(known ?? run(x as Tensor, y as Tensor, count).gradient);
    },
    // A Hessian is symmetric: one product serves both directions.
    derivatives: [
      {
        forward: (t, _, [x, y]) => hvp((z: Tensor) => eager(z, y as Tensor), x as Tensor, t),
        backward: (t, _, [x, y]) => hvp((z: Tensor) => eager(z, y as Tensor), x as Tensor, t),
      },
      null,
    ],
  };
  const byTarget = (t: Tensor, [x, y]: readonly Tensor[]): Tensor =>
    grad((goal: Tensor) => sum(mul(t, loss.value(x as Tensor, goal, { target: kind }))))(y as Tensor);
  return {
    name: loss.lossName,
    infer: ([x]) => {
      const { dtype, shape } = x as Tensor;
      return { shape: isRowwise(kind) ? shape.slice(0, -1) : shape, dtype };
    },
    compute: ([x, y], output: TypedArray) => output.set(run(x as Tensor, y as Tensor, output.length).values),
    derivatives: [
      {
        forward: (t, _, inputs) => {
          const product = mul(apply(slope, inputs, {}), t);
          return isRowwise(kind) ? sum(product, { axis: -1 }) : product;
        },
        backward: (t, _, inputs) => mul(apply(slope, inputs, {}), alongRows(t)),
      },
      kind === "classes"
        ? null
        : {
            forward: (t, _, [x, y]) =>
              jvp((goal: Tensor) => loss.value(x as Tensor, goal, { target: kind }), y as Tensor, t).tangent,
            backward: (t, _, inputs) => byTarget(t, inputs),
          },
    ],
  };
}
