import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { exp } from "./exp.ts";
import { log1pOfUnit } from "./log1p.ts";

/** ln(eᵃ + eᵇ), without overflow. */
export function logAddExp(f: FunctionBuilder, lanes: Lanes, a: Value<"v128">, b: Value<"v128">): Value<"v128"> {
  const { abs, add, lt, max, neg, select, sub } = lanes;
  const [first, second] = [f.local(a), f.local(b)];
  const larger = f.local(max(first, second));
  const rest = log1pOfUnit(f, lanes, exp(f, lanes, neg(abs(sub(first, second)))));
  // Where the larger one is infinite (or NaN), it is the result: ∞ − ∞ is not asked.
  return select(lt(abs(larger), Infinity), add(larger, rest), larger);
}
