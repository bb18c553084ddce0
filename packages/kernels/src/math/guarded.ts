import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";
import { log } from "./log.ts";

/**
 * a·b, and 0 where either is 0, whatever the other.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param a - any.
 * @param b - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64", "f64"], result: "f64", export: true }, (f, x, y) => {
 *   f.return(f64x2.extract(mul0(f, f64x2, f64x2.splat(x), f64x2.splat(y)), 0));
 * })
 * module.instantiate().f(0, Infinity) // → 0
 */
export function mul0(f: FunctionBuilder, lanes: Lanes, a: Value<"v128">, b: Value<"v128">): Value<"v128"> {
  const [x, y] = [f.local(a), f.local(b)];
  return v128.andnot(lanes.mul(x, y), v128.or(lanes.eq(x, 0), lanes.eq(y, 0)));
}

/**
 * a/b, and 0 where a is 0, whatever b.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param a - any.
 * @param b - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64", "f64"], result: "f64", export: true }, (f, x, y) => {
 *   f.return(f64x2.extract(div0(f, f64x2, f64x2.splat(x), f64x2.splat(y)), 0));
 * })
 * module.instantiate().f(0, 0) // → 0
 */
export function div0(f: FunctionBuilder, lanes: Lanes, a: Value<"v128">, b: Value<"v128">): Value<"v128"> {
  const x = f.local(a);
  return v128.andnot(lanes.div(x, b), lanes.eq(x, 0));
}

/**
 * x·ln y, and 0 where x is 0 and y is a number.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @param y - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64", "f64"], result: "f64", export: true }, (f, x, y) => {
 *   f.return(f64x2.extract(xlogy(f, f64x2, f64x2.splat(x), f64x2.splat(y)), 0));
 * })
 * module.instantiate().f(0, 0) // → 0
 */
export function xlogy(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">, y: Value<"v128">): Value<"v128"> {
  const [factor, of] = [f.local(x), f.local(y)];
  const zero = f.local(v128.and(lanes.eq(factor, 0), lanes.eq(of, of)));
  return v128.andnot(lanes.mul(factor, log(f, lanes, of)), zero);
}
