import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";

/** The sign bit of x on a number that is positive, or has that sign already. */
export const withSign = (lanes: Lanes, size: Value<"v128">, x: Value<"v128">): Value<"v128"> =>
  v128.or(size, v128.and(x, lanes.splat(-0)));
