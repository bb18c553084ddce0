import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { seriesOfReduced } from "./exp.ts";
import { lostIn, powerOfTwo, reduce } from "./reduction.ts";
import { withSign } from "./signs.ts";

/** Beyond these it is −1 and Infinity. */
const range = { f32x4: [-30, 89], f64x2: [-50, 710] } as const;

/**
 * eˣ − 1, with all digits near 0.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(expm1(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1e-10) // → 1.000000e-10
 */
export function expm1(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const [lowest, highest] = range[lanes.name];
  const given = f.local(x);
  const reduced = reduce(f, lanes, f.local(lanes.pmin(lanes.pmax(given, lowest), highest)));
  const { k, r, shifted } = reduced;
  const rest = f.local(seriesOfReduced(f, lanes, r, lostIn(lanes, reduced)));
  // Half of 2ᵏ(1 + r + rest) − 1: 2ᵏ alone overflows before the result does.
  const scale = f.local(powerOfTwo(lanes, lanes.sub(shifted, 1)));
  const half = f.local(lanes.multiplyAdd(scale, rest, lanes.multiplyAdd(scale, r, lanes.sub(scale, 0.5))));
  return withSign(lanes, lanes.select(lanes.eq(k, 0), lanes.add(r, rest), lanes.add(half, half)), given);
}
