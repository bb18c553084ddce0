import { sum, SurprisalError, tensor, valueAndGrad, type Tensor } from "@surprisal/tensor";
import {
  elementHessianProgram,
  elementProgram,
  rowHessianProgram,
  rowProgram,
  rowTotalProgram,
  type FloatArray,
  type RowForm,
  type ProgramOptions,
  type RowProgram,
  type TotalProgram,
} from "@surprisal/tensor/compile";
import { isRowwise } from "../loss/readInput.ts";
import type { Loss, Parameters, TargetKind } from "../loss/types.ts";
import { checkArguments, checkWidth, kindFor } from "./checkArguments.ts";
import { heldLoss, type HeldLoss, type TargetRows } from "./heldLoss.ts";
import { tracedLoss } from "./tracedLoss.ts";

/** A loss as one pass over plain arrays. */
export interface CompiledLoss {
  /**
   * What it runs in; "eager", op by op, where the loss is no row program, or has not the form that was asked for on this machine and page.
   */
  readonly form: RowForm | "eager";
  /**
   * Writes the value of each example and its gradient by the prediction. Nothing is checked: targets must be what the loss takes.
   *
   * In WebAssembly nothing is copied that lies in the kernels' memory (`allocate` of `@surprisal/kernels`) and has the type of the pass, or, of
   * classes, is an Int32Array.
   *
   * @param count - how many examples: rows, or elements.
   * @param prediction - `[count · width]`, of elements `[count]`.
   * @param target - a class or a number each, or rows.
   * @param values - `[count]`, is written.
   * @param gradient - as prediction, is written.
   */
  run(count: number, prediction: FloatArray, target: ArrayLike<number>, values: FloatArray, gradient: FloatArray): void;
  /**
   * The pass as kernels between the two products of a pass over rows of features (`denseRows` and `sparseRows` of `@surprisal/kernels`, whose threads
   * share it), in the type that is computed in. Undefined where the form is not "wasm".
   *
   * @param targets - a class or a number each, or rows; they are copied to the kernels' memory, where they are until `free` is called.
   * @throws RangeError where there is no room for them.
   * @example
   * const squared = defineLoss({ name: "squared", prediction: "real", target: "real", value: (x, y) => square(sub(x, y)) })
   * const held = compileLoss(squared, "real", 1, { form: "wasm" }).hold!([1, 2])
   * const rows = denseRows([1, 1, 2, 0], [2, 2])
   * const gradient = { weights: new Float64Array(2), intercept: new Float64Array(1) }
   * rows.pass({ weights: Float64Array.of(1, 3), intercept: new Float64Array(1) }, held, gradient) // → 9
   * gradient.weights // → [6, 6]
   * held.free()
   */
  readonly hold?: (targets: ArrayLike<number>) => HeldLoss;
}

/**
 * Compiles value and gradient of a loss: WebAssembly, printed JavaScript, or loops over blocks where a page forbids both.
 *
 * Everything is computed in float64, unless `dtype` is "float32" and there is WebAssembly.
 *
 * @param loss - any loss of `defineLoss`.
 * @param kind - which of its kinds of target it will get.
 * @param width - how many classes a row has; 1 for elementwise losses.
 * @param options - `form`: "wasm", "javascript", "interpreter", or "auto" (default), the first of these that there is; `dtype`;
 * `deterministic`: in WebAssembly the same bits on every machine, in a third more time. Default false.
 * @returns the compiled loss, with the form it has got; one that computes op by op where it cannot be compiled.
 * @throws ParameterError for what is no loss of single examples, a kind that it does not take, a width that is none, and for options.
 * @example
 * const squared = defineLoss({ name: "squared", prediction: "real", target: "real", value: (x, y) => square(sub(x, y)) })
 * const { form, run } = compileLoss(squared, "real", 1, { form: "javascript" })
 * const [values, gradient] = [new Float64Array(2), new Float64Array(2)]
 * run(2, Float64Array.of(1, 2), [0, 4], values, gradient)
 * form // → "javascript"
 * gradient // → [2, -4]
 */
export function compileLoss<P extends Parameters>(
  loss: Loss<P>,
  kind: TargetKind,
  width: number,
  options: ProgramOptions = {},
): CompiledLoss {
  checkArguments("compileLoss", loss, options, ["form", "dtype", "deterministic"]);
  checkWidth("compileLoss", kindFor("compileLoss", loss, kind), width);
  const program = tryCompile(loss, kind, width, options);
  if (program) {
    const { form, stepOver } = program;
    return {
      form,
      ...(stepOver && { hold: (targets) => heldLoss(stepOver, targets, targetRows(kind, width, options)) }),
      run: (count, prediction, target, values, gradient) => program(count, [prediction, target], [values, gradient]),
    };
  }
  return { form: "eager", run: eagerly(loss, kind, width) };
}

function targetRows(kind: TargetKind, width: number, { dtype }: ProgramOptions): TargetRows {
  if (kind === "classes") return { size: 1, Type: Int32Array };
  return { size: isRowwise(kind) ? width : 1, Type: dtype === "float32" ? Float32Array : Float64Array };
}

/** The passes of a loss: (x, y) → values and gradient; (x, y, v) → the Hessian of each example times v. */
export interface LossPrograms {
  readonly gradient: RowProgram;
  /** Compiled when it is first asked for; undefined where it cannot be. */
  readonly hessian: () => RowProgram | undefined;
  /** The sum over all examples, and the gradient times a factor: likewise, and in WebAssembly only. */
  readonly total: () => TotalProgram | undefined;
}

/** The program of a loss; undefined where there is none. */
function tryCompile<P extends Parameters>(
  loss: Loss<P>,
  kind: TargetKind,
  width: number,
  options: ProgramOptions,
): RowProgram | undefined {
  return attempt(() => compilePass(loss, kind, width, options, elementProgram, rowProgram));
}

/** The programs of a loss; undefined where there is none. */
export function compilePasses<P extends Parameters>(
  loss: Loss<P>,
  kind: TargetKind,
  width: number,
  options: ProgramOptions,
): LossPrograms | undefined {
  const gradient = tryCompile(loss, kind, width, options);
  return (
    gradient && {
      gradient,
      hessian: once(() =>
        attempt(() => compilePass(loss, kind, width, options, elementHessianProgram, rowHessianProgram)),
      ),
      total: once(() => {
        if (gradient.form !== "wasm") return undefined;
        const { inputs, value } = tracedLoss(loss, kind);
        return attempt(() => rowTotalProgram(value, isRowwise(kind) ? width : 2, inputs, options));
      }),
    }
  );
}

/** Makes something when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => (made ??= { it: make() }).it;
}

function compilePass<P extends Parameters>(
  loss: Loss<P>,
  kind: TargetKind,
  width: number,
  options: ProgramOptions,
  elements: typeof elementProgram,
  rows: typeof rowProgram,
): RowProgram {
  const { inputs, value } = tracedLoss(loss, kind);
  const dtypes = inputs.map(({ dtype }) => dtype);
  return isRowwise(kind) ? rows(value, width, inputs, options) : elements(value, dtypes, options);
}

function attempt<T>(compile: () => T): T | undefined {
  try {
    return compile();
  } catch (error) {
    // No row program, or not in this form; or a tensor among the parameters, whose shape fits the prediction's own only.
    if (error instanceof SurprisalError || error instanceof EvalError) return undefined;
    throw error;
  }
}

function eagerly<P extends Parameters>(loss: Loss<P>, kind: TargetKind, width: number): CompiledLoss["run"] {
  return (count, prediction, target, values, gradient) => {
    const shape = isRowwise(kind) ? [count, width] : [count];
    const goal = kind === "classes" ? tensor(Int32Array.from(target)) : tensor(Float64Array.from(target), { shape });
    const each = valueAndGrad((x: Tensor) => {
      const own = loss.value(x, goal, { target: kind });
      values.set(own.data);
      return sum(own);
    })(tensor(Float64Array.from(prediction.subarray(0, count * width)), { shape }));
    gradient.set(each.gradient.data);
  };
}
