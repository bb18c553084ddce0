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

/** The sum of two numbers, of which the first is the larger one or 0. */
export function sumOfOrdered(f: FunctionBuilder, large: Vector, small: Vector): Doubled {
  const a = f.local(large);
  const b = f.local(small);
  const high = f.local(f64x2.add(a, b));
  return { high, low: f.local(f64x2.sub(b, f64x2.sub(high, a))) };
}

/** The sum of any two numbers, exact. */
export function sumOf(f: FunctionBuilder, a: Local<"v128">, b: Local<"v128">): Doubled {
  const high = f.local(f64x2.add(a, b));
  const ofB = f.local(f64x2.sub(high, a));
  return { high, low: f.local(f64x2.add(f64x2.sub(a, f64x2.sub(high, ofB)), f64x2.sub(b, ofB))) };
}

/** The product of two numbers, exact as long as nothing gets subnormal. */
export function productOf(f: FunctionBuilder, a: Local<"v128">, b: Local<"v128">): Doubled {
  const high = f.local(f64x2.mul(a, b));
  return { high, low: f.local(lowOfProduct(f, a, b, high)) };
}

/** a·b − high, where high is the product rounded. Without fused operations, which not every machine has: by halves whose products are exact. */
function lowOfProduct(f: FunctionBuilder, a: Local<"v128">, b: Local<"v128">, high: Local<"v128">): Vector {
  const [aUpper, bUpper] = [f.local(upperOf(a)), f.local(upperOf(b))];
  const aLower = f.local(f64x2.sub(a, aUpper));
  const bLower = f.local(f64x2.sub(b, bUpper));
  // 32 bits by 32 do not fit into a number; the last product is rounded, 2⁻⁴² of the whole before it is.
  const outer = f64x2.sub(f64x2.mul(aUpper, bUpper), high);
  return f64x2.add(
    f64x2.add(f64x2.add(outer, f64x2.mul(aUpper, bLower)), f64x2.mul(aLower, bUpper)),
    f64x2.mul(aLower, bLower),
  );
}

/** The product of two sums. */
export function multiplyDoubled(f: FunctionBuilder, a: Doubled, b: Doubled): Doubled {
  const { high, low } = productOf(f, a.high, b.high);
  return sumOfOrdered(f, high, f64x2.add(low, f64x2.add(f64x2.mul(a.high, b.low), f64x2.mul(a.low, b.high))));
}

/** A sum and a constant that is larger, or nearly so. */
export function addConstant(f: FunctionBuilder, { high, low }: Doubled, constant: number): Doubled {
  const sum = sumOf(f, high, f.local(f64x2.splat(constant)));
  return sumOfOrdered(f, sum.high, f64x2.add(sum.low, low));
}
