import type { Lanes } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";

/** c₀ + c₁x + c₂x² + … by Horner's rule. */
export function polynomial(lanes: Lanes, x: Local<"v128">, coefficients: readonly number[]): Value<"v128"> {
  let result = lanes.splat(coefficients.at(-1) as number);
  for (const c of coefficients.slice(0, -1).toReversed()) result = lanes.multiplyAdd(result, x, c);
  return result;
}
