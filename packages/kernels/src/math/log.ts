import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { decomposeAny, logOfParts } from "./logarithm.ts";

/** ln x: −Infinity at 0, NaN below. */
export function log(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const { eq, gt, select } = lanes;
  const given = f.local(x);
  const { k, fraction } = decomposeAny(f, lanes, given);
  const finite = logOfParts(f, lanes, k, fraction);
  const outside = select(eq(given, 0), -Infinity, NaN);
  return select(eq(given, Infinity), given, select(gt(given, 0), finite, outside));
}
