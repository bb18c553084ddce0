import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { decompose, logOfParts } from "./logarithm.ts";

/** ln x: −Infinity at 0, NaN below. */
export function log(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const { eq, gt, lt, mul, select, sub } = lanes;
  const given = f.local(x);
  // Subnormal numbers are brought up.
  const tiny = f.local(lt(given, lanes.name === "f32x4" ? 2 ** -126 : 2 ** -1022));
  const lift = lanes.mantissaBits + 1;
  const { k, fraction } = decompose(f, lanes, select(tiny, mul(given, 2 ** lift), given));
  const exponent = f.local(sub(k, select(tiny, lift, 0)));
  const finite = logOfParts(f, lanes, exponent, fraction);
  const outside = select(eq(given, 0), -Infinity, NaN);
  return select(eq(given, Infinity), given, select(gt(given, 0), finite, outside));
}
