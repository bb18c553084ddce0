import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { exp } from "./exp.ts";
import { mul0 } from "./mul0.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * eˣ − 1, exact where x is small.
 *
 * @param x - any shape.
 * @returns the shape of x.
 * @example
 * expm1(tensor(new Float64Array([1e-20]))) // → [1e-20]
 */
export const expm1: (x: TensorLike) => Tensor = defineUnary("expm1", Math.expm1, (t, _, x) => mul0(exp(x), t));
