import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { exp } from "./exp.ts";
import { log1pOfUnit } from "./log1p.ts";

/** ln(1 + eˣ). */
export function softplus(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const { abs, add, max, neg } = lanes;
  const given = f.local(x);
  return add(max(given, 0), log1pOfUnit(f, lanes, exp(f, lanes, neg(abs(given)))));
}

/** ln(1 / (1 + e⁻ˣ)) = −softplus(−x). */
export function logSigmoid(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  return lanes.neg(softplus(f, lanes, lanes.neg(x)));
}
