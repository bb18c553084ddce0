import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";

/** The sign bit of x on a number that is positive, or has that sign already. */
export const withSign = (lanes: Lanes, size: Value<"v128">, x: Value<"v128">): Value<"v128"> =>
  v128.or(size, v128.and(x, lanes.splat(-0)));

/** −1, 0 or 1; 0, −0 and NaN stay what they are. */
export function sign(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  return lanes.select(lanes.gt(lanes.abs(given), 0), withSign(lanes, lanes.splat(1), given), given);
}
