import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { decompose, logOfParts } from "./logarithm.ts";
import { withSign } from "./signs.ts";

/** ln(1 + x), with all digits near 0: −Infinity at −1, NaN below. */
export function log1p(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const { add, div, eq, gt, select, sub } = lanes;
  const given = f.local(x);
  const sum = f.local(add(given, 1));
  // What the rounding of the sum has left out.
  const lost = select(gt(given, 1), sub(1, sub(sum, given)), sub(given, sub(sum, 1)));
  const { k, fraction } = decompose(f, lanes, sum);
  const finite = logOfParts(f, lanes, k, fraction, div(lost, sum));
  const outside = select(eq(given, -1), -Infinity, NaN);
  return select(eq(given, Infinity), given, select(gt(given, -1), withSign(lanes, finite, given), outside));
}
