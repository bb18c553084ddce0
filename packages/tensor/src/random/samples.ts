import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import type { DType } from "../core/dtype.ts";
import { ParameterError } from "../core/errors.ts";
import type { Shape } from "../core/shape.ts";
import { elementsOf, wrap, type Tensor } from "../core/tensor.ts";
import type { Generator } from "./generator.ts";

export interface SampleOptions {
  /** float32 (default) or float64. */
  readonly dtype?: DType;
}

/**
 * Independent samples, uniform in [0, 1).
 *
 * @param shape - extents.
 * @param random - the generator; it advances.
 * @param options - `dtype`, default float32.
 * @returns a tensor of `shape`.
 * @example
 * uniform([2], generator(7)) // → [0.8837, 0.9148]
 */
export function uniform(shape: Shape, random: Generator, options: SampleOptions = {}): Tensor {
  return sample(shape, options, () => uniformFloat64(random));
}

/**
 * Independent samples of the standard normal distribution (Box–Muller).
 *
 * @param shape - extents.
 * @param random - the generator; it advances.
 * @param options - `dtype`, default float32.
 * @returns a tensor of `shape`.
 * @example
 * normal([2], generator(7), { dtype: "float64" }).shape // → [2]
 * @see Box & Muller, "A Note on the Generation of Random Normal Deviates", Annals of Mathematical Statistics 29 (1958).
 */
export function normal(shape: Shape, random: Generator, options: SampleOptions = {}): Tensor {
  // 1 − u is in (0, 1], where the logarithm is finite.
  return sample(
    shape,
    options,
    () => Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random)),
  );
}

/**
 * The numbers 0 … n − 1 in random order (Fisher–Yates).
 *
 * @param n - how many, from 0.
 * @param random - the generator; it advances.
 * @returns `[n]`, int32.
 * @throws ParameterError for n that is no whole number from 0.
 * @example
 * Array.from(permutation(5, generator(1)).data).toSorted() // → [0, 1, 2, 3, 4]
 */
export function permutation(n: number, random: Generator): Tensor {
  if (!Number.isInteger(n) || n < 0) throw new ParameterError(`permutation: n is ${n}, expected a whole number from 0`);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
  return wrap([n], "int32", order);
}

function sample(shape: Shape, { dtype = "float32" }: SampleOptions, draw: () => number): Tensor {
  const result = wrap(shape, dtype);
  const values = elementsOf(result);
  for (let i = 0; i < values.length; i++) values[i] = draw();
  return result;
}
