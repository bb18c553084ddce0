import { cast, sameShape, tensor, type Tensor } from "@surprisal/tensor";
import { printable } from "../generators/tensors.ts";
import type { OpUnit, Reference } from "./op.ts";

export type FloatType = "float32" | "float64";

export const isFloat = ({ dtype }: Tensor): boolean => dtype === "float32" || dtype === "float64";

/** Throws where a value is further from the expected one than `tolerance`; NaN and infinities must be the same. */
export function expectNear(what: string, got: number, expected: number, tolerance: number): void {
  if (Object.is(got, expected) || got === expected || Math.abs(got - expected) <= tolerance) return;
  throw new Error(`${what} is ${got}, expected ${expected} ± ${tolerance}`);
}

export function expectShape(output: Tensor, { shape }: Reference): void {
  if (!sameShape(output.shape, shape)) {
    throw new Error(`the result has shape [${output.shape.join(", ")}], expected [${shape.join(", ")}]`);
  }
}

/** The tolerance of each value in a dtype. */
export function toleranceOf(op: OpUnit, inputs: readonly Tensor[], dtype: FloatType): (value: number) => number {
  const added = op.magnitude?.(inputs) ?? 0;
  const unit = (op.roundings ?? 8) * (dtype === "float32" ? 2 ** -23 : 2 ** -52);
  // Two of the smallest numbers there are.
  const floor = dtype === "float32" ? 2 ** -148 : 2 ** -1073;
  return (value) => {
    const magnitude = Math.max(Math.abs(value), added);
    return Number.isFinite(magnitude) ? unit * magnitude + floor : 0;
  };
}

/** The same numbers, rounded to float32, in the asked dtype: floats only. */
export function rounded(inputs: readonly Tensor[], dtype: FloatType): Tensor[] {
  return inputs.map((input) => (isFloat(input) ? printable(cast(cast(input, "float32"), dtype)) : input));
}

export function like(source: Tensor, values: ArrayLike<number>): Tensor {
  return tensor(Float64Array.from(values), { shape: source.shape, dtype: source.dtype });
}
