import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";

/**
 * c₀ + c₁x + c₂x² + …, as (c₀ + c₁x) + x²·((c₂ + c₃x) + x²·…): Horner's rule in steps of two, of which half as many wait for each other.
 * Processors look ahead only so far, and long functions leave them waiting.
 */
export function polynomial(
  f: FunctionBuilder,
  lanes: Lanes,
  x: Local<"v128">,
  coefficients: readonly number[],
  square = f.local(lanes.mul(x, x)),
): Value<"v128"> {
  const pair = (i: number): Value<"v128"> => {
    const [even, odd] = [coefficients[i] as number, coefficients[i + 1]];
    return odd === undefined ? lanes.splat(even) : lanes.multiplyAdd(x, odd, even);
  };
  let i = coefficients.length - 2 + (coefficients.length % 2);
  let result = pair(i);
  while ((i -= 2) >= 0) result = lanes.multiplyAdd(result, square, pair(i));
  return result;
}
