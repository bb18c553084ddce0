import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f64x2 } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";
import { upperOf } from "./pairs.ts";

type Vector = Value<"v128">;

/** The sum of two numbers of which the second is at most half a unit of the first one's last place: some 105 bits. */
export interface Doubled {
  readonly high: Local<"v128">;
  readonly low: Local<"v128">;
}

const { add, mul, sub } = f64x2;

/** The sum of two numbers, of which the first is the larger one or 0. */
export function sumOfOrdered(f: FunctionBuilder, large: Vector, small: Vector): Doubled {
  const [a, b] = [f.local(large), f.local(small)];
  const high = f.local(add(a, b));
  return { high, low: f.local(sub(b, sub(high, a))) };
}

/** The sum of any two numbers, exact. */
export function sumOf(f: FunctionBuilder, a: Local<"v128">, b: Local<"v128">): Doubled {
  const high = f.local(add(a, b));
  const ofB = f.local(sub(high, a));
  return { high, low: f.local(add(sub(a, sub(high, ofB)), sub(b, ofB))) };
}

/** The product of two numbers, exact as long as nothing gets subnormal. */
export function productOf(f: FunctionBuilder, a: Local<"v128">, b: Local<"v128">): Doubled {
  const high = f.local(mul(a, b));
  return { high, low: f.local(lowOfProduct(f, a, b, high)) };
}

/** a·b − high, where high is the product rounded. Without fused operations, which not every machine has: by halves whose products are exact. */
function lowOfProduct(f: FunctionBuilder, a: Local<"v128">, b: Local<"v128">, high: Local<"v128">): Vector {
  const [aUpper, bUpper] = [f.local(upperOf(a)), f.local(upperOf(b))];
  const [aLower, bLower] = [f.local(sub(a, aUpper)), f.local(sub(b, bUpper))];
  // 32 bits by 32 do not fit into a number; the last product is rounded, 2⁻⁴² of the whole before it is.
  const outer = sub(mul(aUpper, bUpper), high);
  return add(add(add(outer, mul(aUpper, bLower)), mul(aLower, bUpper)), mul(aLower, bLower));
}

/** The product of two sums. */
export function multiplyDoubled(f: FunctionBuilder, a: Doubled, b: Doubled): Doubled {
  const { high, low } = productOf(f, a.high, b.high);
  return sumOfOrdered(f, high, add(low, add(mul(a.high, b.low), mul(a.low, b.high))));
}

/** A sum and a constant that is larger, or nearly so. */
export function addConstant(f: FunctionBuilder, { high, low }: Doubled, constant: number): Doubled {
  const sum = sumOf(f, high, f.local(f64x2.splat(constant)));
  return sumOfOrdered(f, sum.high, add(sum.low, low));
}
