import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { exp2OfProduct, log2InPair } from "./pairs.ts";

type Vector = Value<"v128">;

/**
 * xᶜ, as JavaScript has it: x⁰ is 1, ±1 to an infinite power NaN, and a negative x wants an integer c.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @param c - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64", "f64"], result: "f64", export: true }, (f, x, y) => {
 *   f.return(f64x2.extract(pow(f, f64x2, f64x2.splat(x), f64x2.splat(y)), 0));
 * })
 * module.instantiate().f(2, 0.5) // → 1.414214
 */
export function pow(f: FunctionBuilder, lanes: Lanes, x: Vector, c: Vector): Vector {
  const [base, power] = [f.local(x), f.local(c)];
  const size = f.local(lanes.abs(base));
  const ordinary = f.local(v128.and(lanes.gt(size, 0), lanes.lt(size, Infinity)));
  const ofSize = ofPositive(f, lanes, f.local(lanes.select(ordinary, size, 1)), power);
  const ofZeroOrInfinity = lanes.select(v128.xor(lanes.eq(size, 0), lanes.gt(power, 0)), Infinity, 0);
  const result = f.local(lanes.select(ordinary, ofSize, ofZeroOrInfinity));

  const half = f.local(lanes.mul(power, 0.5));
  const broken = f.local(lanes.ne(lanes.trunc(power), power));
  const odd = v128.andnot(lanes.ne(lanes.trunc(half), half), broken);
  const signed = v128.or(result, v128.and(odd, v128.and(base, lanes.splat(-0))));
  const invalid = [
    v128.and(broken, v128.and(ordinary, lanes.lt(base, 0))),
    v128.and(lanes.eq(size, 1), lanes.eq(lanes.abs(power), Infinity)),
    lanes.ne(base, base),
    lanes.ne(power, power),
  ].reduce((a, b) => v128.or(a, b));
  return lanes.select(lanes.eq(power, 0), 1, lanes.select(invalid, NaN, signed));
}

/**
 * xᶜ, and 0 where x is 0 and c is negative: for rules in which the factor beside it vanishes there.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @param c - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64", "f64"], result: "f64", export: true }, (f, x, y) => {
 *   f.return(f64x2.extract(guardedPower(f, f64x2, f64x2.splat(x), f64x2.splat(y)), 0));
 * })
 * module.instantiate().f(0, -1) // → 0
 */
export function guardedPower(f: FunctionBuilder, lanes: Lanes, x: Vector, c: Vector): Vector {
  const [base, power] = [f.local(x), f.local(c)];
  const guarded = f.local(v128.and(lanes.eq(base, 0), lanes.lt(power, 0)));
  return v128.andnot(pow(f, lanes, base, power), guarded);
}

function ofPositive(f: FunctionBuilder, lanes: Lanes, x: Local<"v128">, c: Local<"v128">): Vector {
  if (lanes.name === "f64x2") {
    // From 2⁶⁵ on, every power of a number but 1 is 0 or infinite.
    return exp2OfProduct(f, log2InPair(f, x), f.local(lanes.pmin(lanes.pmax(c, -(2 ** 65)), 2 ** 65)));
  }
  // In float64, exp(c·log x) has digits to spare.
  const half = (part: (x: Local<"v128">) => Vector): Local<"v128"> =>
    f.local(exp(f, f64x2, f64x2.mul(log(f, f64x2, part(x)), part(c))));
  return f32x4.demote(half(f64x2.promoteLow), half(f64x2.promoteHigh));
}
