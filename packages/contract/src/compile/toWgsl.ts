import { CompileError, rowWgsl, type WgslProgram } from "@surprisal/tensor/compile";
import { isRowwise } from "../loss/readInput.ts";
import type { Loss, Parameters, TargetKind } from "../loss/types.ts";
import { checkArguments, kindFor } from "./checkArguments.ts";
import { tracedLoss } from "./tracedLoss.ts";

export interface ToWgslOptions {
  /** Whether the shader writes the gradient by the prediction as well. Default false. */
  readonly derivative?: boolean;
  /** Which of the loss's kinds of target it takes. Default: the first. */
  readonly target?: TargetKind;
  /** How many classes a row has: of a loss of rows. */
  readonly classCount?: number;
}

/**
 * A loss as a WebGPU compute shader in float32: the value of each example and, if asked, its gradient by the prediction.
 *
 * Input 0 is the prediction, input 1 the target, output 0 the values, output 1 the gradient; `bindings` says what stands where. WGSL lets
 * implementations take for granted that no number is NaN or infinite; so does the shader: mask a class by −1e30. Nothing is checked.
 *
 * @param loss - any loss of `defineLoss`.
 * @param options - `derivative`, `target`, `classCount`.
 * @returns the shader's text, its bindings and how many examples a workgroup takes.
 * @throws ParameterError for what is no loss of single examples, a target that it does not take, and for options;
 * CompileError for a loss that is no row program, uses an op without a form in WGSL, or is of rows and classCount is missing.
 * @example
 * const squared = defineLoss({ name: "squared", prediction: "real", target: "real", value: (x, y) => square(sub(x, y)) })
 * const { bindings, code } = toWgsl(squared, { derivative: true })
 * bindings.map(({ holds }) => holds) // → ["count", "input", "input", "output", "output"]
 * code.includes("@compute @workgroup_size(64)") // → true
 * @see https://www.w3.org/TR/WGSL/, section 15.7: what is promised of floating-point numbers.
 */
export function toWgsl<P extends Parameters>(loss: Loss<P>, options: ToWgslOptions = {}): WgslProgram {
  checkArguments("toWgsl", loss, options, ["derivative", "target", "classCount"]);
  const kind = kindFor("toWgsl", loss, options.target);
  if (isRowwise(kind) && options.classCount === undefined)
    throw new CompileError("toWgsl: classCount is missing, expected how many classes a row has");
  const { inputs, value } = tracedLoss(loss, kind);
  return rowWgsl(value, inputs, {
    ...(options.derivative !== undefined && { derivative: options.derivative }),
    ...(isRowwise(kind) && options.classCount !== undefined && { width: options.classCount }),
  });
}
